CREATE OR REPLACE FUNCTION review.account_waited_for(of_province text, of_id_type text, of_number text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '1s' AS $$
BEGIN
  PERFORM FROM account a WHERE a.province = of_province AND a.id_type = of_id_type AND a.id_number = of_number FOR NO KEY UPDATE;
  RETURN FOUND;
END
$$;
COMMENT ON FUNCTION review.account_waited_for IS
  'Internal. Locks a person''s account and answers whether there is one; waits a second for whoever is at it, for many may ask at once.';
