CREATE OR REPLACE FUNCTION review.account_still(of_province text, of_id_type text, of_number text, session bytea) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  known account;
BEGIN
  IF account_waited_for(of_province, of_id_type, of_number) AND my_role() = 'intake' THEN
    known := account_of(of_province, of_id_type, of_number);
    -- Not only the account: of one that somebody else has proved to be his meanwhile the sessions of before are over.
    IF known.id IS NULL OR NOT EXISTS (SELECT FROM account_session s WHERE s.token = session AND s.account_id = known.id) THEN
      PERFORM refuse('RC403', 'session_over');
    END IF;
  END IF;
END
$$;
COMMENT ON FUNCTION review.account_still IS
  'Internal. Before an applicant changes something: session (SHA-256 of its token) must still be one of an account that counts, for the endpoint asked before the '
  'request''s body came. Whoever brings something of the person from elsewhere waits here as well, so that one of the two sees the other. RC403 session_over.';
