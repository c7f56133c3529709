CREATE OR REPLACE FUNCTION review.known_staff(staff_name text) RETURNS review.staff
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  PERFORM FROM staff s WHERE s.name = staff_name FOR NO KEY UPDATE;
  RETURN staff_named(staff_name);
END
$$;
COMMENT ON FUNCTION review.known_staff IS 'Internal. Locks the staff row. RC440 unknown_staff.';
