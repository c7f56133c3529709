CREATE OR REPLACE FUNCTION review.write_account_event(what text, of_province text, of_number text, detail jsonb DEFAULT '{}') RETURNS void
LANGUAGE sql SET search_path = pg_catalog, review, pg_temp AS $$
  INSERT INTO event (actor, action, subject, detail)
  VALUES ('applicant', what, 'account', jsonb_build_object('province', of_province, 'number', mask(of_number)) || detail)
$$;
COMMENT ON FUNCTION review.write_account_event IS 'Internal. Writes the audit entry of an action about an account; the number masked.';
