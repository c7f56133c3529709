CREATE OR REPLACE FUNCTION review.own_locked(of_province text, of_id_type text, of_id_number text, session bytea) RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  a application;
BEGIN
  PERFORM account_still(of_province, of_id_type, of_id_number, session);
  SELECT t.* INTO a FROM applicant person JOIN application t ON t.applicant_id = person.id
  WHERE person.province = of_province AND person.id_type = of_id_type AND person.id_number = of_id_number
  ORDER BY t.id DESC LIMIT 1 FOR NO KEY UPDATE OF t;
  PERFORM account_still(of_province, of_id_type, of_id_number, session);
  IF a.id IS NULL THEN
    PERFORM refuse('RC404', 'not_found');
  END IF;
  RETURN a;
END
$$;
COMMENT ON FUNCTION review.own_locked IS 'Internal. The person''s latest application, locked. RC403 session_over, RC404 not_found.';
