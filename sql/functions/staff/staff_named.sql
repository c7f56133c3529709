CREATE OR REPLACE FUNCTION review.staff_named(staff_name text) RETURNS review.staff
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  subject staff;
BEGIN
  SELECT * INTO subject FROM staff s WHERE s.name = staff_name;
  IF NOT FOUND THEN
    PERFORM refuse('RC440', 'unknown_staff', jsonb_build_object('name', staff_name));
  END IF;
  RETURN subject;
END
$$;
COMMENT ON FUNCTION review.staff_named IS 'Internal. The staff row as it is, not locked. RC440 unknown_staff.';
