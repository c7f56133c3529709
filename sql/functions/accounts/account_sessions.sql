CREATE OR REPLACE FUNCTION review.account_sessions(session_token bytea)
RETURNS TABLE (id bigint, created_at timestamptz, used_at timestamptz, expires_at timestamptz, is_this boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('session');
BEGIN
  RETURN QUERY
    SELECT s.id, s.created_at, s.used_at, s.expires_at, s.token = session_token
    FROM account_session mine JOIN account_session s ON s.account_id = mine.account_id
    WHERE mine.token = session_token AND s.expires_at > clock_timestamp()
      AND s.used_at > clock_timestamp() - (SELECT c.idle_minutes FROM account_setting c) * interval '1 minute'
    ORDER BY s.id DESC;
END
$$;
COMMENT ON FUNCTION review.account_sessions IS 'The open sessions of the account whose session this is, the latest first. Intake, owner. RC403.';
GRANT EXECUTE ON FUNCTION review.account_sessions TO review_intake;
