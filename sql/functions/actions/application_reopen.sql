CREATE OR REPLACE FUNCTION review.application_reopen(application_number text, reason text) RETURNS SETOF review.change
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := actor('reopen', 'manager');
  told constant text := plain_text(reason, 'note', 500);
  a application := settled(locked(application_number, me));
  target constant text := next_state(a, 'reopen', me);
  until constant timestamptz := a.decided_at + make_interval(days => setting(a, 'reopen_days', 30));
  former constant application := a;
BEGIN
  IF clock_timestamp() > until THEN
    PERFORM refuse('RC441', 'window_closed', jsonb_build_object('number', a.number, 'until', until));
  END IF;
  PERFORM metered(me, 'claim');
  PERFORM told_enough(a, 'reopen', 'reopened');
  -- Last what somebody has to write, as in decide.
  IF told IS NULL THEN
    PERFORM refuse('RC424', 'note_missing', jsonb_build_object('number', a.number, 'action', 'reopen'));
  END IF;
  -- A change that its applicant has begun waits with the draft, and goes on when this is approved again (decide).
  UPDATE application t SET state = target, decided_at = NULL, decided_by = NULL, approved_at = NULL,
    changing = false, profile_version = CASE WHEN a.changing THEN s.profile_version ELSE a.profile_version END,
    channel = CASE WHEN a.changing THEN s.channel ELSE a.channel END,
    holder = me.name, claimed_at = clock_timestamp(),
    lease_expires_at = lease_end(a), leased_in = pg_current_xact_id()
  FROM submission s WHERE t.id = a.id AND s.application_id = a.id AND s.revision = a.revision RETURNING t.* INTO a;
  PERFORM write_event(me.name, 'reopened', a, detail => jsonb_build_object(
    'outcome', former.state, 'by', former.decided_by, 'decided_at', former.decided_at)
    || CASE WHEN former.changing THEN jsonb_build_object('change', jsonb_build_object('profile_version', former.profile_version, 'channel', former.channel))
      ELSE '{}' END, note => told);
  RETURN NEXT described(a, notify(a, 'reopened'));
END
$$;
COMMENT ON FUNCTION review.application_reopen IS
  'Takes a decision back for review within profile.settings.reopen_days (30) of it; the manager holds it then, the applicant is told, but not why. '
  'The former decision stays on record. Of a change that was approved what was in force before is in force again. A change that was begun waits meanwhile (detail: change). Manager. RC403, RC404, RC405, RC409 wrong_state, RC424 note_missing, RC429 too_many_requests (five times a day), RC441 window_closed.';
GRANT EXECUTE ON FUNCTION review.application_reopen TO review_manager;
