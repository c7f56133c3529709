CREATE OR REPLACE FUNCTION review.session_reads(of_province text, of_id_type text, of_number text, session bytea) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  -- Not only an account: of one that was closed, or that somebody else has proved to be his meanwhile, the sessions of before are over.
  IF (session IS NOT NULL OR EXISTS (
        SELECT FROM account a WHERE (a.province, a.id_type, a.id_number) = (of_province, of_id_type, of_number)))
      AND my_role() = 'intake' AND NOT EXISTS (
        SELECT FROM account_session s WHERE s.token = session AND s.account_id = (account_of(of_province, of_id_type, of_number)).id) THEN
    PERFORM refuse('RC403', 'session_over');
  END IF;
END
$$;
COMMENT ON FUNCTION review.session_reads IS
  'Internal. As account_still, before an applicant reads: a reading that waited for a connection shows nothing to whose account was closed or taken back meanwhile. RC403 session_over.';
