CREATE OR REPLACE FUNCTION review.sessions_terminated(of_login text) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  processes integer[];
  until timestamptz;
BEGIN
  PERFORM pg_stat_clear_snapshot();
  -- Whoever made a role may be one of it, and who is one of it may end its sessions. What is granted for that is taken back with the
  -- block, so that a membership that stood before stays.
  BEGIN
    IF NOT pg_has_role(of_login, 'USAGE') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', of_login);
    END IF;
    SELECT coalesce(array_agg(s.pid) FILTER (WHERE pg_terminate_backend(s.pid)), '{}') INTO processes FROM pg_stat_activity s
    WHERE s.usename = of_login AND s.datname = current_database() AND s.pid <> pg_backend_pid();
    RAISE EXCEPTION USING ERRCODE = 'RC000';
  EXCEPTION WHEN SQLSTATE 'RC000' THEN
    NULL;
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
  'Internal. Ends the sessions of a login in this database, waits up to two seconds until they have gone, and answers how many they were. One that the '
  'server does not get at meanwhile ends before its next statement.';
