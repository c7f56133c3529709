CREATE OR REPLACE FUNCTION review.idle_sweep() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me staff;
  suspect text;
  ended integer;
  swept integer := 0;
BEGIN
  IF is_owner() THEN
    me.name := session_user;
  ELSE
    me := actor('idle_sweep', 'manager', 'administrator', 'intake');
  END IF;
  -- Who was busy with his login when he was disabled, or came in just before.
  PERFORM login_closed(s.name) FROM staff s JOIN pg_roles r ON r.rolname = s.name WHERE NOT s.active AND r.rolcanlogin;
  FOR suspect IN
    SELECT s.name FROM staff s WHERE s.name <> session_user
      AND EXISTS (SELECT FROM pg_stat_activity a WHERE a.usename = s.name AND a.datname = current_database())
  LOOP
    ended := sessions_terminated(suspect, CASE WHEN (staff_named(suspect)).active THEN interval '5 minutes' END);
    IF ended > 0 THEN
      swept := swept + ended;
      PERFORM write_staff_event(me, 'sessions_ended', suspect, detail => jsonb_build_object('sessions', ended));
    END IF;
  END LOOP;
  RETURN swept;
END
$$;
COMMENT ON FUNCTION review.idle_sweep IS
  'Ends sessions of staff whose transaction has held rows for 5 minutes, at work or idle, whatever they have set, and answers how many; on record. Whoever is disabled and still has a login or a session loses it. The '
  'endpoint calls it every minute, and a manager''s console when it connects. Manager, administrator, intake, owner. RC403.';
GRANT EXECUTE ON FUNCTION review.idle_sweep TO review_manager, review_admin, review_intake;
