CREATE OR REPLACE FUNCTION review.account_session_find(session_token bytea)
RETURNS TABLE (province text, id_type text, id_number text, name text, email text, phone text, expires_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('session');
  found_session account_session;
  known account;
BEGIN
  SELECT s.* INTO found_session FROM account_session s
  WHERE s.token = session_token AND s.expires_at > clock_timestamp()
    AND s.used_at > clock_timestamp() - (SELECT c.idle_minutes FROM account_setting c) * interval '1 minute';
  SELECT (account_of(a.province, a.id_type, a.id_number)).* INTO known FROM account a WHERE a.id = found_session.account_id;
  IF known.id IS NULL THEN
    RETURN;
  END IF;
  -- Once a minute is enough to know that it is used, and writes little.
  IF found_session.used_at < clock_timestamp() - interval '1 minute' THEN
    UPDATE account_session s SET used_at = clock_timestamp() WHERE s.token IN (
      SELECT o.token FROM account_session o WHERE o.token = session_token FOR NO KEY UPDATE SKIP LOCKED);
  END IF;
  RETURN QUERY SELECT known.province::text, known.id_type::text, known.id_number::text, known.name, known.email, known.phone, found_session.expires_at;
END
$$;
COMMENT ON FUNCTION review.account_session_find IS
  'Whose session it is; no row when it is over, was not used for account_setting.idle_minutes, or when something of the person has turned up and nobody '
  'has proved whose account it is. Intake, owner. RC403.';
GRANT EXECUTE ON FUNCTION review.account_session_find TO review_intake;
