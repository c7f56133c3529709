CREATE OR REPLACE FUNCTION review.staff_sessions_end(staff_name text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  door constant staff := CASE WHEN NOT is_owner() THEN actor('staff_sessions_end', 'administrator', 'manager') END;
  subject constant staff := staff_named(staff_name);
  me constant staff := staff_actor('staff_sessions_end', subject.name, subject.role, subject.department_code);
  ended integer;
BEGIN
  ended := sessions_terminated(subject.name);
  IF NOT subject.active THEN
    PERFORM login_closed(subject.name);
  END IF;
  PERFORM write_staff_event(me, 'sessions_ended', subject.name, detail => jsonb_build_object('sessions', ended));
  RETURN ended;
END
$$;
COMMENT ON FUNCTION review.staff_sessions_end IS
  'Ends the open sessions of a member of staff in this database, and answers how many; after a change of rights is committed, so that none begins '
  'with the old ones. Administrator, manager (subtree), owner. RC403, RC440 unknown_staff.';
GRANT EXECUTE ON FUNCTION review.staff_sessions_end TO review_manager, review_admin;
