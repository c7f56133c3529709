CREATE OR REPLACE FUNCTION review.intake_withdraw(application_number text, applicant_id_type text, applicant_id_number text, session bytea DEFAULT NULL)
RETURNS SETOF review.receipt LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('withdraw');
  canonical constant text := number_parse(application_number);
  its_province constant text := (SELECT t.province FROM application t WHERE t.number = canonical);
  a application;
  latest submission;
  done event;
BEGIN
  PERFORM account_still(its_province, applicant_id_type, applicant_id_number, session);
  -- The person's row first, as whoever begins or submits takes it.
  PERFORM FROM applicant p WHERE p.province = its_province AND p.id_type = applicant_id_type AND p.id_number = applicant_id_number FOR NO KEY UPDATE;
  SELECT t.* INTO a FROM application t JOIN applicant person ON person.id = t.applicant_id
  WHERE t.number = canonical AND person.id_type = applicant_id_type AND person.id_number = applicant_id_number
  FOR NO KEY UPDATE OF t;
  PERFORM account_still(its_province, applicant_id_type, applicant_id_number, session);
  IF a.id IS NULL THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('number', canonical));
  END IF;
  a := settled(a);
  IF NOT EXISTS (SELECT FROM transition t WHERE t.from_state = a.state AND t.action = 'withdraw' AND t.actor = 'applicant')
     OR withdraw_until(a) = 'never' THEN
    SELECT * INTO done FROM event e WHERE e.application_id = a.id ORDER BY e.id DESC LIMIT 1;
    PERFORM refuse('RC409', 'wrong_state', jsonb_build_object(
      'number', a.number, 'state', a.state, 'action', 'withdraw', 'withdraw_until', withdraw_until(a), 'actor', coalesce(a.decided_by, a.holder, done.actor),
      'at', coalesce(a.decided_at, a.claimed_at, done.at)));
  END IF;
  SELECT * INTO latest FROM submission s WHERE s.application_id = a.id AND s.revision = a.revision;
  a := draft_opened(a);
  PERFORM write_event(CASE me.role WHEN 'intake' THEN 'applicant' ELSE me.name END, 'withdrawn', a);
  -- Of a change what is in force is there again, and the change is a draft beside it.
  IF is_change(a) THEN
    a := change_undone(a);
  ELSE
    a.state := 'draft';
  END IF;
  UPDATE application t SET state = a.state, changing = a.state = 'approved', profile_version = latest.profile_version, channel = latest.channel,
    draft = latest.answers, draft_version = a.draft_version + 1, answers_version = a.draft_version + 1
  WHERE t.id = a.id RETURNING t.* INTO a;
  RETURN NEXT (a.number, a.revision, a.due_on, latest.content_hash, a.state, a.department_code)::receipt;
END
$$;
COMMENT ON FUNCTION review.intake_withdraw IS
  'Takes a submission back until a reviewer has taken it; the answers become the draft again. A change is begun again then, and what was approved is approved. The identity must be that '
  'of the applicant. Intake, administrator, owner. RC403, RC404, RC405, RC409 wrong_state.';
GRANT EXECUTE ON FUNCTION review.intake_withdraw TO review_intake;
