CREATE OR REPLACE FUNCTION review.locked(application_number text, me review.staff) RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  canonical constant text := number_parse(application_number);
  mine constant text[] := departments_of(me);
  found_row application;
BEGIN
  SELECT * INTO found_row FROM application a WHERE a.number = canonical AND a.department_code = ANY (mine) FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    found_row := waited_for(canonical, mine);
  END IF;
  PERFORM still(me);
  RETURN found_row;
END
$$;
COMMENT ON FUNCTION review.locked IS
  'Internal. Locks the application for the rest of the transaction, and asks again who the caller is. RC404 not_found also for what lies outside the '
  'caller''s departments, RC413 row_held.';
