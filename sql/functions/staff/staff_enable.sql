CREATE OR REPLACE FUNCTION review.staff_enable(staff_name text) RETURNS SETOF review.staff_row
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  door constant staff := CASE WHEN NOT is_owner() THEN actor('staff_enable', 'administrator', 'manager') END;
  subject staff := staff_named(staff_name);
  me staff := staff_actor('staff_enable', subject.name, subject.role, subject.department_code);
BEGIN
  IF subject.active THEN
    RETURN NEXT staff_row_of(subject);
    RETURN;
  END IF;
  subject := staff_marked(staff_name);
  me := staff_actor('staff_enable', subject.name, subject.role, subject.department_code);
  PERFORM role_altered(format('ALTER ROLE %I LOGIN', subject.name), subject.name);
  PERFORM role_altered(format('GRANT %I TO %I', group_of(subject.role), subject.name), subject.name);
  UPDATE staff s SET active = true, disabled_at = NULL WHERE s.name = subject.name RETURNING s.* INTO subject;
  PERFORM write_staff_event(me, 'staff_enabled', subject.name);
  RETURN NEXT staff_row_of(subject);
END
$$;
COMMENT ON FUNCTION review.staff_enable IS 'Lets a disabled member of staff in again; nothing happens to one who is not. Administrator, manager (subtree), owner. RC403, RC413 row_held, RC440 unknown_staff.';
GRANT EXECUTE ON FUNCTION review.staff_enable TO review_manager, review_admin;
