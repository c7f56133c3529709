CREATE OR REPLACE FUNCTION review.in_force(a review.application) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN CASE WHEN a.state = 'approved' THEN jsonb_build_object('revision', a.revision, 'since', extract(epoch FROM a.approved_at))
    ELSE (SELECT jsonb_build_object('revision', b.revision, 'since', extract(epoch FROM b.approved_at)) FROM before_change b WHERE b.application_id = a.id) END;
END
$$;
COMMENT ON FUNCTION review.in_force IS
  'Internal. What of the application is approved and counts, also while a change of it is under way: {revision, since (seconds since 1970)}; null where nothing is.';
