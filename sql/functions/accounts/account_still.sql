CREATE OR REPLACE FUNCTION review.account_still(of_province text, of_id_type text, of_number text, session bytea) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  has_account constant boolean := account_waited_for(of_province, of_id_type, of_number);
BEGIN
  -- Not only an account: of one that was closed, or that somebody else has proved to be his meanwhile, the sessions of before are over.
  IF (has_account OR session IS NOT NULL) AND my_role() = 'intake' AND NOT EXISTS (
      SELECT FROM account_session s WHERE s.token = session AND s.account_id = (account_of(of_province, of_id_type, of_number)).id) THEN
    PERFORM refuse('RC403', 'session_over');
  END IF;
END
$$;
COMMENT ON FUNCTION review.account_still IS
  'Internal. Before an applicant changes something: session (SHA-256 of its token) must still be one of an account that counts, for the endpoint asked before the '
  'request''s body came; asked again behind every row that is waited for. Whoever brings something of the person from elsewhere waits here as well, so that one of the two sees the other. RC403 session_over.';
