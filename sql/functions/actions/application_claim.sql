CREATE OR REPLACE FUNCTION review.application_claim(application_number text, take_over boolean DEFAULT false) RETURNS SETOF review.change
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := actor('claim', 'reviewer', 'manager');
  a application;
BEGIN
  -- Nobody is held up by it: the managers see who takes more than anybody reads.
  PERFORM metered(me, 'claim');
  a := settled(locked(application_number, me));
  IF a.state = 'in_review' AND a.holder = me.name THEN
    UPDATE application t SET lease_expires_at = lease_end(a), leased_in = pg_current_xact_id()
    WHERE t.id = a.id RETURNING t.* INTO a;
    PERFORM write_event(me.name, 'prolonged', a, detail => jsonb_build_object('until', a.lease_expires_at));
  ELSIF a.state = 'in_review' AND take_over THEN
    IF me.role <> 'manager' THEN
      PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', 'take_over'));
    END IF;
    -- Who had it saw it whole and decided nothing.
    PERFORM lapse_metered(a.holder);
    a := leased(a, me, 'taken_over', jsonb_build_object('from', a.holder));
  ELSIF a.state = 'in_review' THEN
    PERFORM refuse_held(a);
  ELSE
    PERFORM next_state(a, 'claim', me);
    a := leased(a, me, 'claimed');
  END IF;
  RETURN NEXT described(a);
END
$$;
COMMENT ON FUNCTION review.application_claim IS
  'Takes the exclusive right to decide. By its holder: prolongs it. Committed, it is the ticket for the case whole, as long as it lasts (submission_held). By a manager with take_over: takes it from who has it. '
  'Reviewer, manager. RC403, RC404, RC405, RC409 wrong_state, RC410 lease_held.';
GRANT EXECUTE ON FUNCTION review.application_claim TO review_reviewer, review_manager;
