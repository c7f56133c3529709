CREATE OR REPLACE FUNCTION review.staff_disable(staff_name text) RETURNS SETOF review.staff_row
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  door constant staff := CASE WHEN NOT is_owner() THEN actor('staff_disable', 'administrator', 'manager') END;
  subject staff := staff_named(staff_name);
  me staff := staff_actor('staff_disable', subject.name, subject.role, subject.department_code);
BEGIN
  IF subject.name = me.name THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', 'staff_disable', 'name', subject.name));
  END IF;
  subject := staff_marked(subject.name);
  -- The row may have been waited for.
  me := staff_actor('staff_disable', subject.name, subject.role, subject.department_code);
  UPDATE staff s SET active = false, disabled_at = coalesce(s.disabled_at, clock_timestamp()) WHERE s.name = subject.name RETURNING s.* INTO subject;
  PERFORM staff_freed(subject, me.name, 'staff_disable');
  PERFORM login_closed(subject.name);
  PERFORM write_staff_event(me, 'staff_disabled', subject.name);
  RETURN NEXT staff_row_of(subject);
END
$$;
COMMENT ON FUNCTION review.staff_disable IS
  'Ends a member of staff: no login, no right in sessions still open, what was held waits in the queue again, and the sessions end, whatever they hold. Not oneself. '
  'Administrator, manager (subtree), owner. RC403, RC440 unknown_staff.';
GRANT EXECUTE ON FUNCTION review.staff_disable TO review_manager, review_admin;
