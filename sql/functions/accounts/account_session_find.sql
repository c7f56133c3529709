CREATE OR REPLACE FUNCTION review.account_session_find(session_token bytea)
RETURNS TABLE (province text, id_type text, id_number text, name text, email text, phone text, expires_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('session');
BEGIN
  RETURN QUERY
    SELECT a.province::text, a.id_type::text, a.id_number::text, a.name, a.email, a.phone, s.expires_at
    FROM account_session s JOIN account a ON a.id = s.account_id
    WHERE s.token = session_token AND s.expires_at > clock_timestamp();
END
$$;
COMMENT ON FUNCTION review.account_session_find IS 'Whose session it is; no row when it is over. Intake, owner. RC403.';
GRANT EXECUTE ON FUNCTION review.account_session_find TO review_intake;
