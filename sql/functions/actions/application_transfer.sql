CREATE OR REPLACE FUNCTION review.application_transfer(application_number text, to_department text, reason text) RETURNS SETOF review.change
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := actor('transfer', 'reviewer', 'manager');
  told constant text := plain_text(reason, 'note', 500);
  a application := settled(locked(application_number, me));
  before constant application := a;
  target constant text := next_state(a, 'transfer', me);
BEGIN
  IF a.state = 'in_review' AND a.holder <> me.name THEN
    PERFORM refuse_held(a);
  END IF;
  IF to_department = a.department_code OR NOT EXISTS (
      SELECT FROM department d WHERE d.code = to_department AND d.province = a.province) THEN
    PERFORM refuse('RC430', 'unknown_department', jsonb_build_object('department', to_department, 'from', a.department_code));
  END IF;
  PERFORM metered(me, 'transfer');
  -- By the colleague: who is above them may mend what two bureaus do.
  PERFORM told_enough(a, 'transfer', 'transferred', me.name);
  -- Last what somebody has to write, as in decide.
  IF told IS NULL THEN
    PERFORM refuse('RC424', 'note_missing', jsonb_build_object('number', a.number, 'action', 'transfer'));
  END IF;
  UPDATE application t SET state = target, department_code = to_department,
    holder = NULL, claimed_at = NULL, lease_expires_at = NULL
  WHERE t.id = a.id RETURNING t.* INTO a;
  IF before.state = 'in_review' AND before.holder = me.name THEN
    PERFORM metered(me, 'release');
  END IF;
  -- Entered under the bureau that did it, which sees its own actions for good; the new one sees all of the application.
  PERFORM write_event(me.name, 'transferred', before,
                      detail => jsonb_build_object('from', before.department_code, 'to', to_department), note => told);
  RETURN NEXT described(a, notify(a, 'transferred', note => told));
END
$$;
COMMENT ON FUNCTION review.application_transfer IS
  'Hands the application to another department of the same province, the same one five times a day at most; the lease ends, the due date stays, the applicant is told. '
  'Reviewer, manager; not while somebody else holds it. RC403, RC404, RC405, RC409 wrong_state, RC410 lease_held, RC424 note_missing, '
  'RC429 too_many_requests, RC430 unknown_department (also its own).';
GRANT EXECUTE ON FUNCTION review.application_transfer TO review_reviewer, review_manager;
