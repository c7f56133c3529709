CREATE OR REPLACE FUNCTION review.known_staff(staff_name text) RETURNS review.staff
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  subject staff;
BEGIN
  SELECT * INTO subject FROM staff s WHERE s.name = staff_name FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM refuse('RC440', 'unknown_staff', jsonb_build_object('name', staff_name));
  END IF;
  RETURN subject;
END
$$;
COMMENT ON FUNCTION review.known_staff IS 'Internal. Locks the staff row. RC440 unknown_staff.';
