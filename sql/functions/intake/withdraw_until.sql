CREATE OR REPLACE FUNCTION review.withdraw_until(a review.application) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT p.settings ->> 'withdraw_until' FROM profile p WHERE p.province = a.province AND p.version = a.profile_version
$$;
COMMENT ON FUNCTION review.withdraw_until IS 'Internal. The state to which the form lets the applicant take a submission back, or never.';
