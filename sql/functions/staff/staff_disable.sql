CREATE OR REPLACE FUNCTION review.staff_disable(staff_name text) RETURNS SETOF review.staff_row
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  door constant staff := CASE WHEN NOT is_owner() THEN actor('staff_disable', 'administrator', 'manager') END;
  subject staff := known_staff(staff_name);
  me constant staff := staff_actor('staff_disable', subject.name, subject.role, subject.department_code);
  a application;
BEGIN
  IF subject.name = me.name THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', 'staff_disable', 'name', subject.name));
  END IF;
  EXECUTE format('ALTER ROLE %I NOLOGIN', subject.name);
  UPDATE staff s SET active = false, disabled_at = coalesce(s.disabled_at, clock_timestamp())
  WHERE s.name = subject.name RETURNING s.* INTO subject;
  FOR a IN SELECT * FROM application t WHERE t.state = 'in_review' AND t.holder = subject.name ORDER BY t.id FOR NO KEY UPDATE LOOP
    UPDATE application t SET state = 'submitted', holder = NULL, claimed_at = NULL, lease_expires_at = NULL
    WHERE t.id = a.id RETURNING t.* INTO a;
    PERFORM write_event(me.name, 'released', a, detail => jsonb_build_object('holder', subject.name, 'by', 'staff_disable'));
  END LOOP;
  PERFORM write_deed(me, 'staff_disabled', subject.name);
  RETURN NEXT staff_row_of(subject);
END
$$;
COMMENT ON FUNCTION review.staff_disable IS
  'Ends a member of staff: no login, no right in sessions still open, what was held waits in the queue again. Not oneself. '
  'Administrator, manager (subtree), owner. RC403, RC440 unknown_staff.';
GRANT EXECUTE ON FUNCTION review.staff_disable TO review_manager, review_admin;
