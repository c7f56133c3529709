CREATE OR REPLACE FUNCTION review.settled(a review.application) RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  settled application := a;
BEGIN
  IF a.state = 'in_review' AND a.lease_expires_at <= clock_timestamp() THEN
    UPDATE application t SET state = 'submitted', holder = NULL, claimed_at = NULL, lease_expires_at = NULL
    WHERE t.id = a.id RETURNING t.* INTO settled;
    PERFORM write_event('clock', 'lease_expired', settled,
                   detail => jsonb_build_object('holder', a.holder, 'until', a.lease_expires_at));
    PERFORM lapse_metered(a.holder);
  END IF;
  RETURN settled;
END
$$;
COMMENT ON FUNCTION review.settled IS
  'Internal. The locked application after a lease that ran out has been ended (written by whoever touches the row next, as "clock").';
