CREATE OR REPLACE FUNCTION review.leased(a review.application, me review.staff, what text, detail jsonb DEFAULT '{}') RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  taken application;
BEGIN
  UPDATE application t SET state = 'in_review', holder = me.name, claimed_at = clock_timestamp(),
    lease_expires_at = lease_end(a), leased_in = pg_current_xact_id()
  WHERE t.id = a.id RETURNING t.* INTO taken;
  PERFORM write_event(me.name, what, taken, detail => detail || jsonb_build_object('until', taken.lease_expires_at));
  RETURN taken;
END
$$;
COMMENT ON FUNCTION review.leased IS 'Internal. Gives the lease to the caller for profile.settings.lease_minutes (30 where it says nothing).';
