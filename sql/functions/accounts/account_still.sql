CREATE OR REPLACE FUNCTION review.account_still(of_province text, of_id_type text, of_number text, session bytea) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  PERFORM account_waited_for(of_province, of_id_type, of_number);
  PERFORM session_reads(of_province, of_id_type, of_number, session);
END
$$;
COMMENT ON FUNCTION review.account_still IS
  'Internal. Before an applicant changes something: session (SHA-256 of its token) must still be one of an account that counts, for the endpoint asked before the '
  'request''s body came; asked again behind every row that is waited for. Whoever brings something of the person from elsewhere waits here as well, so that one of the two sees the other. RC403 session_over.';
