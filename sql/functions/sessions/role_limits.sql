CREATE OR REPLACE FUNCTION review.role_limits(login text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  setting text;
BEGIN
  FOREACH setting IN ARRAY ARRAY['idle_in_transaction_session_timeout = ''5min''']
    -- Many wait behind the endpoint: it has no time for a row that somebody keeps.
    || CASE WHEN EXISTS (SELECT FROM staff s WHERE s.name = login AND s.role = 'intake')
         THEN ARRAY['lock_timeout = ''2s''', 'statement_timeout = ''20s'''] ELSE ARRAY['lock_timeout = ''15s'''] END LOOP
    EXECUTE format('ALTER ROLE %I IN DATABASE %I SET %s', login, current_database(), setting);
  END LOOP;
  -- One login does not take all connections of the server; a colleague's programs need a dozen, by-department with eight of its own included.
  IF EXISTS (SELECT FROM staff s WHERE s.name = login AND s.role NOT IN ('intake', 'dispatcher')) THEN
    EXECUTE format('ALTER ROLE %I CONNECTION LIMIT 16', login);
  END IF;
EXCEPTION WHEN insufficient_privilege OR undefined_object OR internal_error OR lock_not_available THEN
  RAISE NOTICE 'role % keeps its settings: it is another owner''s, gone, or just being changed', login;
END
$$;
COMMENT ON FUNCTION review.role_limits IS
  'Internal. What a login''s sessions in this database begin with: they wait 15 s for a lock (the endpoint 2 s), and end when they leave a transaction alone for 5 minutes; '
  'statements of the endpoint have 20 s. A colleague has 16 sessions at once. A session may set this away: idle_sweep() does not ask it.';
