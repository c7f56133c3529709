-- Approve and return: decision, reasons, notification and audit entry in one transaction, repeatable by key.

CREATE TYPE review.decided AS (
  number text, outcome text, revision integer, notification_id bigint, channel text, recipient_masked text, body text,
  decided_at timestamptz, repeated boolean);
COMMENT ON TYPE review.decided IS 'A decision made, and whom it tells what. repeated: the same call had been answered before, nothing was written now.';

CREATE FUNCTION review.target_base(target text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT regexp_replace(regexp_replace(target, '\[[0-9]*\]', '', 'g'), '/[0-9]+$', '') $$;
COMMENT ON FUNCTION review.target_base IS
  'A field or slot id without its index: qualifications[2].level → qualifications.level, qualification_certificate/2 → qualification_certificate.';

CREATE FUNCTION review.checked_reasons(a review.application, reasons jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  known text[];
  given record;
  reason return_reason;
  checked jsonb := '[]';
BEGIN
  IF reasons IS NULL OR jsonb_typeof(reasons) <> 'array' OR jsonb_array_length(reasons) = 0 THEN
    PERFORM refuse('RC420', 'reason_missing', jsonb_build_object('number', a.number));
  END IF;
  SELECT array_agg(target_base(t)) INTO known
  FROM profile p, unnest(p.targets) AS t WHERE p.province = a.province AND p.version = a.profile_version;
  FOR given IN
    SELECT e.value ->> 'code' AS code, nullif(btrim(e.value ->> 'target'), '') AS target,
           nullif(btrim(e.value ->> 'remark'), '') AS remark
    FROM jsonb_array_elements(reasons) AS e (value)
  LOOP
    SELECT * INTO reason FROM return_reason r WHERE r.code = given.code;
    IF NOT FOUND THEN
      PERFORM refuse('RC421', 'unknown_reason', jsonb_build_object('code', given.code));
    END IF;
    IF reason.remark_required AND given.remark IS NULL THEN
      PERFORM refuse('RC422', 'remark_missing', jsonb_build_object('code', given.code));
    END IF;
    IF given.target IS NOT NULL AND target_base(given.target) <> ALL (coalesce(known, '{}')) THEN
      PERFORM refuse('RC423', 'unknown_target', jsonb_build_object('code', given.code, 'target', given.target));
    END IF;
    checked := checked || jsonb_build_object(
      'code', given.code, 'target', given.target, 'remark', given.remark, 'text', reason.text, 'hint', reason.hint);
  END LOOP;
  RETURN checked;
END
$$;
COMMENT ON FUNCTION review.checked_reasons IS
  'Internal. The reasons with their texts, in the order given. RC420 reason_missing, RC421 unknown_reason, RC422 remark_missing, '
  'RC423 unknown_target (a target must be a field or slot of the application''s form).';

CREATE FUNCTION review.decide(
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
  message notification;
  target text;
  checked jsonb;
BEGIN
  IF key IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed', MESSAGE = 'a decision needs a key';
  END IF;
  -- After the lock: of two calls with the same key the second waits here and then finds the first one's answer.
  SELECT * INTO former FROM decision d WHERE d.idempotency_key = key;
  IF FOUND THEN
    IF former.application_id = a.id AND former.outcome = wanted AND former.revision = seen_revision
        AND former.content_hash = seen_hash AND former.decided_by = me.name THEN
      SELECT * INTO message FROM notification n WHERE n.decision_id = former.id;
      RETURN (a.number, former.outcome, former.revision, message.id, message.channel, message.recipient_masked, message.body,
              former.decided_at, true)::decided;
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
  IF wanted = 'returned' THEN
    checked := checked_reasons(a, reasons);
  END IF;
  IF a.state = 'submitted' THEN
    PERFORM next_state(a, 'claim', me);
    a := leased(a, me, 'claimed', jsonb_build_object('by', verb));
  END IF;
  target := next_state(a, verb, me);

  INSERT INTO decision (application_id, revision, department_code, outcome, content_hash, decided_by, decided_at, note, idempotency_key)
  VALUES (a.id, a.revision, a.department_code, target, current_hash, me.name, at, nullif(btrim(applicant_note), ''), key)
  ON CONFLICT (idempotency_key) DO NOTHING
  RETURNING * INTO made;
  IF made.id IS NULL THEN  -- taken in this instant for another application
    PERFORM refuse('RC451', 'key_reused', jsonb_build_object('number', a.number, 'key', key));
  END IF;
  INSERT INTO decision_reason (decision_id, ordinal, code, target, remark, department_code)
  SELECT made.id, r.ordinal, r.value ->> 'code', r.value ->> 'target', r.value ->> 'remark', a.department_code
  FROM jsonb_array_elements(coalesce(checked, '[]')) WITH ORDINALITY AS r (value, ordinal);
  UPDATE application t SET state = target, decided_at = at, decided_by = me.name,
    approved_at = CASE target WHEN 'approved' THEN at END, holder = NULL, claimed_at = NULL, lease_expires_at = NULL
  WHERE t.id = a.id RETURNING t.* INTO a;
  message := notify(a, target, made.id, checked, made.note);
  PERFORM write_event(me.name, target, a, detail => jsonb_strip_nulls(jsonb_build_object(
    'decision_id', made.id, 'notification_id', message.id, 'content_hash', current_hash,
    'reasons', (SELECT jsonb_agg(jsonb_build_object('code', r -> 'code', 'target', r -> 'target')) FROM jsonb_array_elements(checked) AS r))));
  RETURN (a.number, made.outcome, made.revision, message.id, message.channel, message.recipient_masked, message.body,
          made.decided_at, false)::decided;
END
$$;
COMMENT ON FUNCTION review.decide IS 'Internal. What approve and return have in common.';

CREATE FUNCTION review.application_approve(application_number text, seen_revision integer, seen_hash text, key uuid)
RETURNS SETOF review.decided LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT * FROM decide(application_number, 'approved', seen_revision, seen_hash, NULL, NULL, key)
$$;
COMMENT ON FUNCTION review.application_approve IS
  'Approves the revision with the content hash that the caller saw (design 3). Claims by itself what nobody holds. The same key again: the same '
  'answer, repeated = true, nothing written. Reviewer, manager. RC403, RC404, RC405, RC409 wrong_state (withdrawn), RC410 lease_held, '
  'RC411 revision_changed, RC412 already_decided, RC451 key_reused.';

CREATE FUNCTION review.application_return(
  application_number text, seen_revision integer, seen_hash text, reasons jsonb, applicant_note text, key uuid)
RETURNS SETOF review.decided LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT * FROM decide(application_number, 'returned', seen_revision, seen_hash, reasons, applicant_note, key)
$$;
COMMENT ON FUNCTION review.application_return IS
  'Returns the application with reasons [{code, target, remark}] and a note, both sent to the applicant; otherwise as application_approve. '
  'Also RC420 reason_missing, RC421 unknown_reason, RC422 remark_missing, RC423 unknown_target.';
