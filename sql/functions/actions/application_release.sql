CREATE OR REPLACE FUNCTION review.application_release(application_number text) RETURNS SETOF review.change
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := actor('release', 'reviewer', 'manager');
  -- Before the application, as a ticket does: two sessions of one login take their locks in one order.
  often constant integer := metered(me, 'release');
  before constant application := locked(application_number, me);
  a application := settled(before);
BEGIN
  IF before.state = 'in_review' AND before.holder = me.name AND a.state = 'submitted' THEN
    RETURN NEXT described(a);  -- the lease ran out before: what the caller wants is already so
    RETURN;
  END IF;
  IF a.state = 'in_review' AND a.holder <> me.name THEN
    PERFORM refuse_held(a);
  END IF;
  UPDATE application t SET state = next_state(a, 'release', me), holder = NULL, claimed_at = NULL, lease_expires_at = NULL
  WHERE t.id = a.id RETURNING t.* INTO a;
  PERFORM write_event(me.name, 'released', a);
  RETURN NEXT described(a);
END
$$;
COMMENT ON FUNCTION review.application_release IS
  'Gives the lease back; the application waits again in its old place. Its holder only: a manager takes over first. Who often gives cases back undecided, having seen them whole, is entered as unusual. '
  'RC403, RC404, RC405, RC409 wrong_state, RC410 lease_held.';
GRANT EXECUTE ON FUNCTION review.application_release TO review_reviewer, review_manager;
