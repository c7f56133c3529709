CREATE OR REPLACE FUNCTION review.account_still(of_province text, of_id_type text, of_number text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  IF account_waited_for(of_province, of_id_type, of_number) AND my_role() = 'intake' AND (account_of(of_province, of_id_type, of_number)).id IS NULL THEN
    PERFORM refuse('RC403', 'session_over');
  END IF;
END
$$;
COMMENT ON FUNCTION review.account_still IS
  'Internal. Before an applicant changes something: the account must still count, for the endpoint asked before the request''s body came. Whoever '
  'brings something of the person from elsewhere waits here as well, so that one of the two sees the other. RC403 session_over.';
