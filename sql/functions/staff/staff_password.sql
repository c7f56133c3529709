CREATE OR REPLACE FUNCTION review.staff_password(staff_name text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me staff;
  subject staff;
BEGIN
  IF staff_name = session_user::text AND NOT is_owner() THEN
    me := actor('staff_password', 'reviewer', 'manager', 'helpdesk', 'administrator', 'intake', 'dispatcher');
    subject := staff_named(staff_name);
  ELSE
    IF NOT is_owner() THEN
      PERFORM actor('staff_password', 'administrator', 'manager');
    END IF;
    subject := staff_named(staff_name);
    me := staff_actor('staff_password', subject.name, subject.role, subject.department_code);
  END IF;
  PERFORM role_altered(format('ALTER ROLE %I PASSWORD %L', subject.name, checked_verifier(verifier)), subject.name);
  -- The login's row may have been waited for.
  IF NOT is_owner() THEN
    PERFORM still(me);
  END IF;
  PERFORM write_staff_event(me, 'password_changed', subject.name);
END
$$;
COMMENT ON FUNCTION review.staff_password IS
  'Sets a password (as a SCRAM verifier): one''s own, or of those whom one manages. RC403, RC413 row_held, RC440 unknown_staff, RC442 bad_verifier.';
GRANT EXECUTE ON FUNCTION review.staff_password TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
