CREATE OR REPLACE FUNCTION review.idle_sweep() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me staff;
  sees_all constant boolean := pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AND pg_has_role(current_user, 'pg_signal_backend', 'USAGE');
  suspect text;
  process integer;
  seconds integer;
  ended integer := 0;
BEGIN
  IF is_owner() THEN
    me.name := session_user;
  ELSE
    me := actor('idle_sweep', 'manager', 'administrator', 'intake');
  END IF;
  -- Who was busy with his login when he was disabled.
  PERFORM login_closed(s.name) FROM staff s JOIN pg_roles r ON r.rolname = s.name WHERE NOT s.active AND r.rolcanlogin;
  -- Whoever holds a row has a number for his transaction.
  FOR suspect IN
    SELECT DISTINCT s.name FROM staff s JOIN pg_stat_activity a ON a.usename = s.name AND a.datname = current_database()
    JOIN pg_locks l ON l.pid = a.pid AND l.locktype = 'transactionid' AND l.granted AND l.mode = 'ExclusiveLock'
    WHERE a.pid <> pg_backend_pid() AND s.name <> session_user
  LOOP
    BEGIN
      -- The server tells since when a transaction runs to who may be one of its role, which who made the role may become.
      IF NOT sees_all THEN
        EXECUTE format('GRANT %I TO CURRENT_USER', suspect);
      END IF;
      FOR process, seconds IN
        SELECT a.pid, extract(epoch FROM clock_timestamp() - a.xact_start)::integer FROM pg_stat_activity a
        WHERE a.usename = suspect AND a.datname = current_database()
          AND a.xact_start < clock_timestamp() - interval '5 minutes'
      LOOP
        -- Not among the conditions above: the server would choose their order.
        IF pg_terminate_backend(process) THEN
          ended := ended + 1;
          PERFORM write_deed(me, 'sessions_ended', suspect, detail => jsonb_build_object('sessions', 1, 'seconds', seconds));
        END IF;
      END LOOP;
      IF NOT sees_all THEN
        EXECUTE format('REVOKE %I FROM CURRENT_USER', suspect);
      END IF;
    EXCEPTION WHEN insufficient_privilege OR undefined_object OR internal_error OR object_in_use OR lock_not_available THEN
      NULL;  -- another owner's, or another sweep is at it
    END;
  END LOOP;
  RETURN ended;
END
$$;
COMMENT ON FUNCTION review.idle_sweep IS
  'Ends sessions of staff whose transaction has held rows for 5 minutes, at work or idle, whatever they have set, and answers how many; on record. Takes the login from who is disabled and still has it. The '
  'endpoint calls it every minute, and a manager''s console when it connects. Manager, administrator, intake, owner. RC403.';
GRANT EXECUTE ON FUNCTION review.idle_sweep TO review_manager, review_admin, review_intake;
