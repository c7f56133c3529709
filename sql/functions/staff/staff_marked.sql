CREATE OR REPLACE FUNCTION review.staff_marked(staff_name text) RETURNS review.staff
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  -- Written, not only locked: a lock of one's own before it would make the mark a number that means several transactions.
  UPDATE staff s SET active = s.active WHERE s.name = staff_name;
  RETURN staff_named(staff_name);
END
$$;
COMMENT ON FUNCTION review.staff_marked IS
  'Internal. The staff row as it is, after whoever else was at it, marked as being changed: still() sees that in the row before it is committed. RC440 unknown_staff.';
