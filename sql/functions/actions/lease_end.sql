CREATE OR REPLACE FUNCTION review.lease_end(a review.application) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN clock_timestamp() + make_interval(mins => setting(a, 'lease_minutes', 30));
END
$$;
COMMENT ON FUNCTION review.lease_end IS
  'Internal. Until when a lease lasts that is taken or prolonged now: profile.settings.lease_minutes, 30 where it says nothing.';
