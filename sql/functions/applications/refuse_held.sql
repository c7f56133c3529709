CREATE OR REPLACE FUNCTION review.refuse_held(a review.application) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  PERFORM refuse('RC410', 'lease_held', jsonb_build_object(
    'number', a.number, 'holder', a.holder, 'since', a.claimed_at, 'until', a.lease_expires_at));
END
$$;
COMMENT ON FUNCTION review.refuse_held IS 'Internal. RC410 lease_held: somebody else has it, since when and until when.';
