-- Reading what is personal: through functions that mask, and record who looked at what, and why.

CREATE FUNCTION review.masked_answers(answers jsonb, fields text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce(jsonb_object_agg(e.key,
    CASE
      WHEN e.key = ANY (fields) AND jsonb_typeof(e.value) IN ('string', 'number') THEN to_jsonb(mask(e.value #>> '{}'))
      WHEN e.key = ANY (fields) AND jsonb_typeof(e.value) IN ('object', 'array') THEN to_jsonb('***'::text)
      WHEN jsonb_typeof(e.value) = 'array' AND EXISTS (SELECT FROM unnest(fields) AS f WHERE starts_with(f, e.key || '[].')) THEN (
        SELECT jsonb_agg(CASE WHEN jsonb_typeof(item) = 'object' THEN (
            SELECT jsonb_object_agg(m.key, CASE WHEN e.key || '[].' || m.key = ANY (fields) AND m.value <> 'null'
                                                THEN to_jsonb(mask(m.value #>> '{}')) ELSE m.value END)
            FROM jsonb_each(item) AS m) ELSE item END ORDER BY position)
        FROM jsonb_array_elements(e.value) WITH ORDINALITY AS i (item, position))
      ELSE e.value
    END), '{}')
  FROM jsonb_each(answers) AS e
$$;
COMMENT ON FUNCTION review.masked_answers IS 'Internal. Answers with the profile''s masked fields masked; "group[].field" masks in every entry of a list.';

CREATE TYPE review.opened AS (
  number text, revision integer, latest_revision integer, state text, department_code text, province text, profile_version text, channel text,
  applicant text, holder text, claimed_at timestamptz, lease_expires_at timestamptz, due_on date, submitted_at timestamptz,
  first_submitted_at timestamptz, decided_at timestamptz, decided_by text, answers jsonb, masked boolean, content_hash text, commitment jsonb,
  warnings jsonb);

CREATE FUNCTION review.visible(application_number text, me review.staff) RETURNS review.application
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  canonical constant text := number_parse(application_number);
  a application;
BEGIN
  SELECT * INTO a FROM application t WHERE t.number = canonical AND t.department_code = ANY (departments_of(me));
  IF NOT FOUND THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('number', canonical));
  END IF;
  RETURN a;
END
$$;
COMMENT ON FUNCTION review.visible IS 'Internal. The application, unlocked, for reading. RC404 not_found also for what lies outside the caller''s departments.';

CREATE FUNCTION review.submission_open(
  application_number text, wanted_revision integer DEFAULT NULL, purpose text DEFAULT NULL, unmask boolean DEFAULT false)
RETURNS SETOF review.opened LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('open', 'reviewer', 'manager');
  a constant application := visible(application_number, me);
  reason constant text := nullif(btrim(purpose), '');
  s submission;
  held boolean;
BEGIN
  SELECT * INTO s FROM submission x WHERE x.application_id = a.id AND x.revision = coalesce(wanted_revision, a.revision);
  IF NOT FOUND THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('number', a.number, 'revision', wanted_revision));
  END IF;
  IF unmask AND reason IS NULL THEN
    PERFORM refuse('RC425', 'purpose_missing', jsonb_build_object('number', a.number));
  END IF;
  PERFORM write_event(me.name, CASE WHEN unmask THEN 'unmasked' ELSE 'opened' END, a, reason, of_revision => s.revision);
  held := a.lease_expires_at > now();
  RETURN NEXT (
    a.number, s.revision, a.revision, effective_state(a.state, a.lease_expires_at), a.department_code, a.province, s.profile_version, s.channel,
    a.applicant_name, CASE WHEN held THEN a.holder END, CASE WHEN held THEN a.claimed_at END, CASE WHEN held THEN a.lease_expires_at END,
    a.due_on, s.submitted_at, a.first_submitted_at, a.decided_at, a.decided_by,
    CASE WHEN unmask THEN s.answers ELSE masked_answers(s.answers, coalesce(
      (SELECT p.masked_fields FROM profile p WHERE p.province = a.province AND p.version = s.profile_version), '{}')) END,
    NOT unmask, s.content_hash, s.commitment, s.warnings)::opened;
END
$$;
COMMENT ON FUNCTION review.submission_open IS
  'A submission whole (the latest without revision), with the content hash that a decision must name; the profile''s masked fields masked, unless '
  'unmask with a purpose. Recorded as opened or unmasked. Reviewer, manager. RC403, RC404, RC405, RC425 purpose_missing.';

CREATE FUNCTION review.flattened(answers jsonb) RETURNS TABLE (field text, value jsonb)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT e.key, e.value FROM jsonb_each(answers) AS e WHERE jsonb_typeof(e.value) <> 'array'
  UNION ALL
  SELECT e.key || '[' || i.position || ']' || coalesce('.' || m.key, ''), coalesce(m.value, i.item)
  FROM jsonb_each(answers) AS e
  CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(e.value) WHEN 'array' THEN e.value ELSE '[]' END)
    WITH ORDINALITY AS i (item, position)
  LEFT JOIN LATERAL jsonb_each(CASE jsonb_typeof(i.item) WHEN 'object' THEN i.item ELSE '{}' END) AS m ON true
$$;
COMMENT ON FUNCTION review.flattened IS 'Internal. Answers as field and value; entries of lists as qualifications[1].level, counted from 1.';

CREATE FUNCTION review.submission_changed_fields(application_number text, old_revision integer, new_revision integer)
RETURNS TABLE (field text, change text) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me constant staff := actor('diff', 'reviewer', 'manager');
  a constant application := visible(application_number, me);
  old_answers jsonb;
  new_answers jsonb;
BEGIN
  SELECT s.answers INTO old_answers FROM submission s WHERE s.application_id = a.id AND s.revision = old_revision;
  SELECT s.answers INTO new_answers FROM submission s WHERE s.application_id = a.id AND s.revision = new_revision;
  IF old_answers IS NULL OR new_answers IS NULL THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('number', a.number, 'revision',
      CASE WHEN old_answers IS NULL THEN old_revision ELSE new_revision END));
  END IF;
  RETURN QUERY
    SELECT coalesce(o.field, n.field),
      CASE WHEN o.field IS NULL THEN 'added' WHEN n.field IS NULL THEN 'removed' ELSE 'changed' END
    FROM flattened(old_answers) AS o FULL JOIN flattened(new_answers) AS n ON n.field = o.field
    WHERE o.value IS DISTINCT FROM n.value
    ORDER BY 1;
END
$$;
COMMENT ON FUNCTION review.submission_changed_fields IS
  'Fields that differ between two revisions (added, removed, changed), compared unmasked: two masked values can look alike. Gives no values, so it '
  'is not recorded. Reviewer, manager. RC403, RC404, RC405.';

CREATE TYPE review.card AS (
  number text, applicant text, id_number_masked text, phone_masked text, department_code text, department_name text, state text, turn text,
  since timestamptz, due_on date, overdue boolean, revision integer, first_submitted_at timestamptz, submitted_at timestamptz, holder text,
  decided_at timestamptz, decided_by text, reasons jsonb, note text, notifications jsonb);
COMMENT ON TYPE review.card IS
  'What the helpdesk says on the phone. turn: applicant, department or nobody; since: when it came into this state; reasons and note of the latest return.';

CREATE FUNCTION review.applicant_lookup(wanted text, purpose text) RETURNS SETOF review.card
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('lookup', 'reviewer', 'manager', 'helpdesk');
  mine constant text[] := departments_of(me);
  reason constant text := nullif(btrim(purpose), '');
  plain constant text := btrim(normalize(coalesce(wanted, ''), NFKC));
  kind text;
  found_ids bigint[];
  a application;
BEGIN
  IF reason IS NULL THEN
    PERFORM refuse('RC425', 'purpose_missing', '{"action": "lookup"}');
  END IF;
  IF plain ~* '^[A-Z]{2}[ -]?[0-9]{2}[ -]?[0-9]{6,}[ -]?[0-9A-Z]$' THEN
    kind := 'number';
    SELECT array_agg(t.id) INTO found_ids FROM application t WHERE t.number = number_parse(plain) AND t.department_code = ANY (mine);
  ELSIF plain ~ '^1[0-9]{10}$' THEN
    kind := 'phone';
    SELECT array_agg(t.id) INTO found_ids FROM applicant p JOIN application t ON t.applicant_id = p.id
    WHERE p.phone = plain AND t.department_code = ANY (mine);
  ELSIF plain ~ '[0-9]{5}' THEN
    kind := 'id_number';
    SELECT array_agg(t.id) INTO found_ids FROM applicant p JOIN application t ON t.applicant_id = p.id
    WHERE p.id_number IN (plain, upper(plain)) AND t.department_code = ANY (mine);
    IF found_ids IS NULL THEN
      SELECT array_agg(t.id) INTO found_ids FROM applicant p JOIN application t ON t.applicant_id = p.id
      WHERE p.phone = plain AND t.department_code = ANY (mine);
    END IF;
  ELSIF length(plain) >= 2 THEN
    kind := 'name';
    SELECT array_agg(x.id) INTO found_ids FROM (
      SELECT t.id FROM applicant p JOIN application t ON t.applicant_id = p.id
      WHERE p.name = plain AND t.department_code = ANY (mine) ORDER BY t.id DESC LIMIT 20) AS x;
  ELSE
    kind := 'too_short';
  END IF;
  FOR a IN SELECT * FROM application t WHERE t.id = ANY (found_ids) ORDER BY t.id DESC LIMIT 20 LOOP
    PERFORM write_event(me.name, 'looked_up', a, reason, jsonb_build_object('by', kind));
    RETURN NEXT card_of(a);
  END LOOP;
  IF found_ids IS NULL THEN
    PERFORM write_deed(me, 'looked_up', NULL, reason, jsonb_build_object('by', kind, 'found', 0));
  END IF;
END
$$;
COMMENT ON FUNCTION review.applicant_lookup IS
  'Cards of at most 20 applications by number, whole name, phone or ID number, newest first; ID number and phone masked. Recorded as looked_up '
  'with the purpose and the kind of search, never the searched text. Reviewer (own department), manager (subtree), helpdesk (province). '
  'RC403, RC405 mistyped_number, RC425 purpose_missing.';

CREATE FUNCTION review.card_of(a review.application) RETURNS review.card
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  person applicant;
  bureau department;
  latest decision;
  state constant text := effective_state(a.state, a.lease_expires_at);
  reasons jsonb;
  messages jsonb;
BEGIN
  SELECT * INTO person FROM applicant p WHERE p.id = a.applicant_id;
  SELECT * INTO bureau FROM department d WHERE d.code = a.department_code;
  SELECT * INTO latest FROM decision d WHERE d.application_id = a.id AND d.outcome = 'returned' ORDER BY d.id DESC LIMIT 1;
  SELECT jsonb_agg(jsonb_build_object('code', r.code, 'text', rr.text, 'hint', rr.hint, 'target', r.target, 'remark', r.remark) ORDER BY r.ordinal)
    INTO reasons FROM decision_reason r JOIN return_reason rr ON rr.code = r.code WHERE r.decision_id = latest.id;
  SELECT jsonb_agg(jsonb_build_object('id', n.id, 'event', n.event, 'channel', n.channel, 'recipient', n.recipient_masked, 'state', n.state,
      'created_at', n.created_at, 'delivered_at', n.delivered_at) ORDER BY n.id DESC)
    INTO messages FROM notification n WHERE n.application_id = a.id;
  RETURN (a.number, a.applicant_name, mask(person.id_number), mask(person.phone), a.department_code, bureau.full_name, state,
    CASE WHEN state IN ('draft', 'returned') THEN 'applicant' WHEN state IN ('submitted', 'in_review') THEN 'department' ELSE 'nobody' END,
    coalesce(CASE state WHEN 'in_review' THEN a.claimed_at WHEN 'submitted' THEN a.submitted_at
      WHEN 'draft' THEN (SELECT max(e.at) FROM event e WHERE e.application_id = a.id AND e.action = 'withdrawn') END,
      a.decided_at, a.submitted_at),
    a.due_on, state IN ('submitted', 'in_review') AND a.due_on < today(), a.revision, a.first_submitted_at, a.submitted_at,
    CASE state WHEN 'in_review' THEN a.holder END, a.decided_at, a.decided_by, coalesce(reasons, '[]'), latest.note,
    coalesce(messages, '[]'))::card;
END
$$;
COMMENT ON FUNCTION review.card_of IS 'Internal. The card of one application.';
