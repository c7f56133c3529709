CREATE OR REPLACE FUNCTION review.decide(
  application_number text, wanted text, seen_revision integer, seen_hash text, reasons jsonb, applicant_note text, key uuid)
RETURNS review.decided LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  verb constant text := CASE wanted WHEN 'approved' THEN 'approve' ELSE 'return' END;
  me constant staff := actor(verb, 'reviewer', 'manager');
  a application := locked(application_number, me);
  at constant timestamptz := clock_timestamp();
  current_hash text;
  former decision;
  made decision;
  told constant text := plain_text(applicant_note, 'note', 500);
  message notification;
  target text;
  checked jsonb;
  begun jsonb;
BEGIN
  IF key IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed', MESSAGE = 'a decision needs a key';
  END IF;
  -- After the lock: of two calls with the same key the second waits here and then finds the first one's answer.
  SELECT * INTO former FROM decision d WHERE d.idempotency_key = key;
  IF FOUND THEN
    IF former.application_id = a.id AND former.outcome = wanted AND former.revision = seen_revision
        AND former.content_hash = seen_hash AND former.decided_by = me.name THEN
      SELECT * INTO message FROM notification n WHERE n.decision_id = former.id ORDER BY n.id LIMIT 1;
      RETURN (a.number, former.outcome, former.revision, message.id, message.channel, mask(message.recipient), message.body,
              former.decided_at, true, told_also(message))::decided;
    END IF;
    PERFORM refuse('RC451', 'key_reused', jsonb_build_object('number', a.number, 'key', key));
  END IF;

  IF a.state IN ('approved', 'returned') THEN
    PERFORM refuse('RC412', 'already_decided', jsonb_build_object(
      'number', a.number, 'outcome', a.state, 'by', a.decided_by, 'at', a.decided_at, 'revision', a.revision));
  END IF;
  a := settled(a);
  IF a.state = 'in_review' AND a.holder <> me.name THEN
    PERFORM refuse_held(a);
  END IF;
  SELECT s.content_hash INTO current_hash FROM submission s WHERE s.application_id = a.id AND s.revision = a.revision;
  IF a.state <> 'draft' AND (seen_revision, seen_hash) IS DISTINCT FROM (a.revision, current_hash) THEN
    PERFORM refuse('RC411', 'revision_changed', jsonb_build_object(
      'number', a.number, 'seen_revision', seen_revision, 'revision', a.revision, 'submitted_at', a.submitted_at));
  END IF;
  IF a.state <> 'draft' AND NOT has_looked(me, a, a.revision) THEN
    PERFORM refuse('RC427', 'not_seen', jsonb_build_object('number', a.number, 'revision', a.revision));
  END IF;
  IF a.state = 'submitted' THEN
    PERFORM next_state(a, 'claim', me);
    a := leased(a, me, 'claimed', jsonb_build_object('by', verb));
  END IF;
  target := next_state(a, verb, me);
  -- Last what somebody has to write: whoever writes none learns whether the rest would do (return without reasons).
  IF wanted = 'returned' THEN
    checked := checked_reasons(a, reasons);
  END IF;

  INSERT INTO decision (application_id, revision, department_code, outcome, content_hash, decided_by, decided_at, note, idempotency_key,
    began_at, due_on, follows)
  SELECT a.id, a.revision, a.department_code, target, current_hash, me.name, at, told, key, ended.began_at, ended.due_on,
    -- What was given up meanwhile is no longer what this decides about.
    (SELECT d.id FROM decision d WHERE d.application_id = a.id AND NOT EXISTS (SELECT FROM event e
        WHERE e.application_id = a.id AND e.action = 'change_given_up' AND e.at > d.decided_at)
      ORDER BY d.id DESC LIMIT 1)
  FROM review_ended(a.id, a.revision, at) AS ended
  ON CONFLICT (idempotency_key) DO NOTHING
  RETURNING * INTO made;
  IF made.id IS NULL THEN  -- taken in this instant for another application
    PERFORM refuse('RC451', 'key_reused', jsonb_build_object('number', a.number, 'key', key));
  END IF;
  INSERT INTO decision_reason (decision_id, ordinal, code, target, remark, department_code)
  SELECT made.id, r.ordinal, r.value ->> 'code', r.value ->> 'target', r.value ->> 'remark', a.department_code
  FROM jsonb_array_elements(coalesce(checked, '[]')) WITH ORDINALITY AS r (value, ordinal);
  PERFORM reasons_again(made.id, made.id);
  -- What the applicant had begun to change before the decision was taken back, and has not sent in since, goes on.
  IF target = 'approved' AND a.draft_saved_at > a.submitted_at THEN
    SELECT e.detail -> 'change' INTO begun FROM event e
    WHERE e.application_id = a.id AND e.revision = a.revision AND e.action = 'reopened' AND e.detail ? 'change' ORDER BY e.id DESC LIMIT 1;
  END IF;
  UPDATE application t SET state = target, changing = begun IS NOT NULL, profile_version = coalesce(begun ->> 'profile_version', a.profile_version),
    channel = coalesce(begun ->> 'channel', a.channel), decided_at = at, decided_by = me.name,
    approved_at = CASE target WHEN 'approved' THEN at END, holder = NULL, claimed_at = NULL, lease_expires_at = NULL
  WHERE t.id = a.id RETURNING t.* INTO a;
  message := notify(a, target, made.id, checked, made.note);
  PERFORM write_event(me.name, target, a, detail => jsonb_strip_nulls(jsonb_build_object(
    'decision_id', made.id, 'notification_id', message.id, 'content_hash', current_hash,
    'reasons', (SELECT jsonb_agg(jsonb_build_object('code', r -> 'code', 'target', r -> 'target')) FROM jsonb_array_elements(checked) AS r))));
  RETURN (a.number, made.outcome, made.revision, message.id, message.channel, mask(message.recipient), message.body,
          made.decided_at, false, told_also(message))::decided;
END
$$;
COMMENT ON FUNCTION review.decide IS 'Internal. What approve and return have in common.';
