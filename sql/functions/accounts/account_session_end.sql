CREATE OR REPLACE FUNCTION review.account_session_end(session_token bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('session');
BEGIN
  DELETE FROM account_session s WHERE s.token = session_token;
  RETURN FOUND;
END
$$;
COMMENT ON FUNCTION review.account_session_end IS 'Logs out. Intake, owner. RC403.';
GRANT EXECUTE ON FUNCTION review.account_session_end TO review_intake;
