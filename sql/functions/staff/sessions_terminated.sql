CREATE OR REPLACE FUNCTION review.sessions_terminated(of_login text, holding_since interval DEFAULT NULL, everywhere boolean DEFAULT false)
RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  processes integer[];
  until timestamptz;
BEGIN
  PERFORM pg_stat_clear_snapshot();
  -- Whoever made a role may be one of it, and who is one of it may see and end its sessions. What is granted for that is taken back with the
  -- block at once: a membership that stood before stays, and nobody waits for the grant.
  BEGIN
    IF NOT pg_has_role(of_login, 'USAGE') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', of_login);
    END IF;
    SELECT coalesce(array_agg(s.pid) FILTER (WHERE pg_terminate_backend(s.pid)), '{}') INTO processes FROM (
      SELECT a.pid FROM pg_stat_activity a
      WHERE a.usename = of_login AND (everywhere OR a.datname = current_database()) AND a.pid <> pg_backend_pid()
        -- Whoever holds a row has a number for his transaction.
        AND (holding_since IS NULL OR a.xact_start < clock_timestamp() - holding_since AND EXISTS (
          SELECT FROM pg_locks l WHERE l.pid = a.pid AND l.locktype = 'transactionid' AND l.granted AND l.mode = 'ExclusiveLock'))
      OFFSET 0) AS s;
    RAISE EXCEPTION USING ERRCODE = 'RC000';
  EXCEPTION
    WHEN SQLSTATE 'RC000' THEN
      NULL;
    WHEN insufficient_privilege OR undefined_object OR internal_error OR lock_not_available THEN
      processes := '{}';  -- another owner's
  END;
  until := clock_timestamp() + interval '2 seconds';
  LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity s WHERE s.pid = ANY (processes)) OR clock_timestamp() > until;
    PERFORM pg_sleep(0.01);
  END LOOP;
  RETURN cardinality(processes);
END
$$;
COMMENT ON FUNCTION review.sessions_terminated IS
  'Internal. Ends the sessions of a login in this database (or everywhere), or only those that have held rows for longer than that; waits up to two '
  'seconds until they have gone, and answers how many they were. One that the server does not get at meanwhile ends before its next statement.';
