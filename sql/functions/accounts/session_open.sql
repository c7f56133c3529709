CREATE OR REPLACE FUNCTION review.session_open(who review.account, of_token bytea) RETURNS timestamptz
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  limits account_setting;
  until timestamptz;
BEGIN
  SELECT * INTO limits FROM account_setting;
  DELETE FROM account_session s WHERE s.account_id = who.id
    AND (s.expires_at <= clock_timestamp() OR s.used_at <= clock_timestamp() - limits.idle_minutes * interval '1 minute');
  INSERT INTO account_session (token, account_id, expires_at)
  VALUES (of_token, who.id, clock_timestamp() + limits.session_hours * interval '1 hour') RETURNING expires_at INTO until;
  RETURN until;
END
$$;
COMMENT ON FUNCTION review.session_open IS 'Internal. Opens a session and forgets those of the account that are over.';
