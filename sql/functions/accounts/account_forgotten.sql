CREATE OR REPLACE FUNCTION review.account_forgotten(of_province text, of_id_type text, of_number text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  was_there boolean;
  held record;
BEGIN
  DELETE FROM account a WHERE a.province = of_province AND a.id_type = of_id_type AND a.id_number = of_number;
  was_there := FOUND;
  UPDATE archive a SET password_hash = NULL, password_scheme = NULL, scrypt_n = NULL, scrypt_r = NULL, scrypt_p = NULL
  WHERE a.province = of_province AND a.id_type = of_id_type AND a.match_key = of_number;
  -- Somebody may just have logged in for the first time with the archive's old password, which was waited for.
  DELETE FROM account a WHERE a.province = of_province AND a.id_type = of_id_type AND a.id_number = of_number;
  RETURN was_there OR FOUND;
EXCEPTION WHEN lock_not_available THEN
  SELECT h.holder, h.since INTO held FROM (
    SELECT a.xmax FROM account a WHERE a.province = of_province AND a.id_type = of_id_type AND a.id_number = of_number
    UNION ALL SELECT a.xmax FROM archive a WHERE a.province = of_province AND a.id_type = of_id_type AND a.match_key = of_number) AS c
  CROSS JOIN LATERAL row_holder(c.xmax) AS h ORDER BY h.holder IS NULL LIMIT 1;
  PERFORM refuse('RC413', 'row_held', jsonb_build_object('number', NULL, 'holder', held.holder, 'since', held.since, 'action', 'counter'));
END
$$;
COMMENT ON FUNCTION review.account_forgotten IS
  'Internal. Takes a person''s account away, and an archive''s old password; false where there was no account. Waits five seconds for who is at them (an import, '
  'the person), whatever the session has set. RC413 row_held {number: null, holder, since, action: counter}.';
