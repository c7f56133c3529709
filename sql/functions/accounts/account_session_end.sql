CREATE OR REPLACE FUNCTION review.account_session_end(session_token bytea, other bigint DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('session');
BEGIN
  DELETE FROM account_session s USING account_session mine
  WHERE mine.token = session_token AND s.account_id = mine.account_id
    AND CASE WHEN other IS NULL THEN s.token = session_token ELSE s.id = other END;
  RETURN FOUND;
END
$$;
COMMENT ON FUNCTION review.account_session_end IS
  'Logs out: ends this session, or another one of the same account by its id. False where there is none. Intake, owner. RC403.';
GRANT EXECUTE ON FUNCTION review.account_session_end TO review_intake;
