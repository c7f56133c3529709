CREATE OR REPLACE FUNCTION review.refuse(code text, word text, detail jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = code, MESSAGE = word, DETAIL = detail::text;
END
$$;
COMMENT ON FUNCTION review.refuse IS
  'Internal. Ends the call with SQLSTATE RCnnn, a stable word as message and data as JSON in DETAIL (table of codes: sql/README.md). '
  'Nothing of the call remains.';
GRANT EXECUTE ON FUNCTION review.refuse TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
