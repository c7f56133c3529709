CREATE OR REPLACE FUNCTION review.refuse_edit(a review.application, wanted_action text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  PERFORM refuse('RC409', 'wrong_state', jsonb_build_object(
    'number', a.number, 'state', effective_state(a.state, a.lease_expires_at), 'action', wanted_action, 'withdraw_until', withdraw_until(a),
    'changing', CASE WHEN a.changing THEN 'begun' WHEN EXISTS (
      SELECT FROM profile p WHERE p.province = a.province AND p.version = a.profile_version AND p.settings @> '{"change": true}') THEN 'allowed' ELSE 'never' END));
END
$$;
COMMENT ON FUNCTION review.refuse_edit IS 'Internal. RC409 wrong_state, with what the applicant needs to know what is possible instead.';
