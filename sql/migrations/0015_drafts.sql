-- How an application comes to be on the endpoint: the notice is read, the form is saved in parts, files come one by one, then all of it is
-- submitted. Every function names the applicant and reaches nothing of anybody else's.

ALTER TABLE review.event DROP CONSTRAINT event_action_check;
ALTER TABLE review.event ADD CONSTRAINT event_action_check CHECK (action IN (
  'submitted', 'withdrawn', 'claimed', 'taken_over', 'released', 'lease_expired', 'approved', 'returned', 'transferred',
  'reopened', 'noted', 'opened', 'unmasked', 'looked_up', 'notifications_read', 'resent', 'exported',
  'staff_added', 'staff_disabled', 'staff_enabled', 'password_changed', 'imported', 'started'));

ALTER TABLE review.application
  ADD COLUMN draft_version bigint NOT NULL DEFAULT 1,
  ADD COLUMN draft_saved_at timestamptz,
  ADD COLUMN draft_begun boolean NOT NULL DEFAULT false,
  ADD COLUMN started_at timestamptz,
  ADD COLUMN commitment jsonb;
COMMENT ON COLUMN review.application.draft_version IS 'Goes up with every saved answer; a save names the one that was read.';
COMMENT ON COLUMN review.application.draft_begun IS
  'Whether draft_attachment holds the applicant''s files; false for what came by another channel and was not opened for editing.';
COMMENT ON COLUMN review.application.commitment IS 'What was agreed to before filling; the submission''s own where the profile asks then.';

CREATE TABLE review.draft_attachment (
  application_id bigint NOT NULL REFERENCES review.application,
  slot review.key NOT NULL CHECK (slot <> ''),
  n integer NOT NULL CHECK (n BETWEEN 1 AND 100),
  sha256 char(64) NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint NOT NULL,
  kind text NOT NULL,
  facts jsonb,
  original_name text,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (application_id, slot, n)
);
COMMENT ON TABLE review.draft_attachment IS 'The applicant''s files as the next submission will have them; they stay when it is submitted.';
COMMENT ON COLUMN review.draft_attachment.facts IS 'What looking at the file told (size in pixels, background, detail); null = nobody has looked since an import.';
ALTER TABLE review.draft_attachment ENABLE ROW LEVEL SECURITY;  -- and no policy: nobody but the owner

CREATE TABLE review.notice_reading (
  province review.key NOT NULL,
  id_type review.key NOT NULL,
  id_number review.key NOT NULL,
  profile_version review.key NOT NULL,
  notice review.key NOT NULL,
  shown_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (province, id_type, id_number, profile_version, notice),
  FOREIGN KEY (province, profile_version) REFERENCES review.profile (province, version)
);
COMMENT ON TABLE review.notice_reading IS 'When a person was first shown a notice: the countdown runs from then, whatever the browser says.';
ALTER TABLE review.notice_reading ENABLE ROW LEVEL SECURITY;

CREATE TABLE review.submission_key (
  application_id bigint NOT NULL,
  key review.key NOT NULL CHECK (key ~ '^[A-Za-z0-9_-]{1,64}$'),
  fingerprint text NOT NULL,
  revision integer NOT NULL,
  due_on date NOT NULL,
  department_code review.key NOT NULL,
  PRIMARY KEY (application_id, key),
  FOREIGN KEY (application_id, revision) REFERENCES review.submission
);
COMMENT ON TABLE review.submission_key IS 'Keys of requests that submitted (Idempotency-Key), with what they were told.';
ALTER TABLE review.submission_key ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON review.draft_attachment, review.notice_reading, review.submission_key FROM PUBLIC;

-- Many people begin in the same second of the year's first morning: whoever waited for the sequence to be made must find it by its
-- identity, because a name that was looked up in vain is remembered as missing for the rest of the transaction.
CREATE OR REPLACE FUNCTION review.number_take(letters text, on_day date, how_many integer DEFAULT 1) RETURNS SETOF text
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  prefix constant text := letters || to_char(on_day, 'YY');
  counter constant text := 'number_' || lower(prefix);
  place oid := (SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'review'::regnamespace AND c.relname = counter);
  serial bigint;
  body text;
BEGIN
  IF letters !~ '^[A-Z]{2}$' THEN
    RAISE EXCEPTION 'number letters must be two capitals';
  END IF;
  IF place IS NULL THEN
    PERFORM pg_advisory_xact_lock(hashtext('review.number'), hashtext(prefix));
    place := (SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'review'::regnamespace AND c.relname = counter);
    IF place IS NULL THEN
      EXECUTE format('CREATE SEQUENCE review.%I', counter);
      place := (SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'review'::regnamespace AND c.relname = counter);
    END IF;
  END IF;
  FOR i IN 1 .. how_many LOOP
    serial := nextval(place::regclass);
    -- lpad cuts what is longer than asked; a year may outgrow six digits
    body := prefix || CASE WHEN serial > 999999 THEN serial::text ELSE lpad(serial::text, 6, '0') END;
    RETURN NEXT left(body, 4) || '-' || substr(body, 5) || '-' || check_character(body);
  END LOOP;
END
$$;

CREATE TYPE review.application_draft AS (
  number text, state text, revision integer, profile_version text, channel text, version bigint, answers jsonb, attachments jsonb,
  commitment jsonb, department_code text, started_at timestamptz, saved_at timestamptz);
COMMENT ON TYPE review.application_draft IS 'An application as its applicant works on it: the answers and files of the next submission.';

CREATE FUNCTION review.drafted(a review.application) RETURNS review.application_draft
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT a.number, effective_state(a.state, a.lease_expires_at), a.revision, a.profile_version, a.channel, a.draft_version,
    coalesce(a.draft, s.answers, '{}'),
    coalesce(CASE WHEN a.draft_begun THEN (
        SELECT jsonb_agg(jsonb_build_object('slot', d.slot, 'n', d.n, 'sha256', d.sha256, 'bytes', d.bytes, 'kind', d.kind, 'facts', d.facts,
            'original_name', d.original_name, 'added_at', extract(epoch FROM d.added_at)) ORDER BY d.slot, d.n)
        FROM draft_attachment d WHERE d.application_id = a.id)
      ELSE (
        SELECT jsonb_agg(jsonb_build_object('slot', f.slot, 'n', f.n, 'sha256', f.sha256, 'bytes', f.bytes, 'kind', f.kind,
            'original_name', f.original_name, 'added_at', extract(epoch FROM a.submitted_at)) ORDER BY f.slot, f.n)
        FROM attachment f WHERE f.application_id = a.id AND f.revision = a.revision) END, '[]'),
    a.commitment, a.department_code, coalesce(a.started_at, a.first_submitted_at, a.draft_saved_at),
    coalesce(a.draft_saved_at, a.submitted_at, a.started_at)
  FROM (SELECT 1) AS one LEFT JOIN submission s ON s.application_id = a.id AND s.revision = a.revision
$$;
COMMENT ON FUNCTION review.drafted IS
  'Internal. The draft of an application: what was saved, else what was submitted last. Times inside attachments are seconds since 1970.';

CREATE FUNCTION review.own_application(of_province text, of_id_type text, of_id_number text) RETURNS review.application
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT t FROM applicant person JOIN application t ON t.applicant_id = person.id
  WHERE person.province = of_province AND person.id_type = of_id_type AND person.id_number = of_id_number
  ORDER BY t.id DESC LIMIT 1
$$;
COMMENT ON FUNCTION review.own_application IS 'Internal. The person''s latest application, for reading; null without one.';

CREATE FUNCTION review.own_editable(of_province text, of_id_type text, of_id_number text, wanted_action text) RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  a application;
BEGIN
  SELECT t.* INTO a FROM applicant person JOIN application t ON t.applicant_id = person.id
  WHERE person.province = of_province AND person.id_type = of_id_type AND person.id_number = of_id_number
  ORDER BY t.id DESC LIMIT 1 FOR NO KEY UPDATE OF t;
  IF NOT FOUND THEN
    PERFORM refuse('RC404', 'not_found');
  END IF;
  IF a.state NOT IN ('draft', 'returned') THEN
    PERFORM refuse('RC409', 'wrong_state', jsonb_build_object(
      'number', a.number, 'state', effective_state(a.state, a.lease_expires_at), 'action', wanted_action));
  END IF;
  RETURN draft_opened(a);
END
$$;
COMMENT ON FUNCTION review.own_editable IS
  'Internal. The person''s latest application, locked, with its draft opened. RC404 not_found, RC409 wrong_state while it is with the bureau or approved.';

CREATE FUNCTION review.draft_opened(a review.application) RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  opened application := a;
BEGIN
  IF NOT a.draft_begun THEN
    INSERT INTO draft_attachment (application_id, slot, n, sha256, bytes, kind, original_name)
    SELECT f.application_id, f.slot, f.n, f.sha256, f.bytes, f.kind, f.original_name
    FROM attachment f WHERE f.application_id = a.id AND f.revision = a.revision
    ON CONFLICT DO NOTHING;
    UPDATE application t SET draft_begun = true WHERE t.id = a.id RETURNING t.* INTO opened;
  END IF;
  RETURN opened;
END
$$;
COMMENT ON FUNCTION review.draft_opened IS 'Internal. The locked application after the files of its latest revision became the draft''s, where they were not.';

CREATE FUNCTION review.intake_notice(of_province text, of_id_type text, of_id_number text, of_version text, of_notice text)
RETURNS TABLE (shown_at timestamptz, told_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('notice');
BEGIN
  IF NOT EXISTS (SELECT FROM profile p WHERE p.province = of_province AND p.version = of_version AND p.settings -> 'notices' ? of_notice) THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "notice"}');
  END IF;
  INSERT INTO notice_reading (province, id_type, id_number, profile_version, notice)
  VALUES (of_province, of_id_type, of_id_number, of_version, of_notice) ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT r.shown_at, clock_timestamp() FROM notice_reading r
    WHERE r.province = of_province AND r.id_type = of_id_type AND r.id_number = of_id_number AND r.profile_version = of_version
      AND r.notice = of_notice;
END
$$;
COMMENT ON FUNCTION review.intake_notice IS
  'Records that a person is shown a notice, and answers when that was for the first time and what time it is: showing it again does not begin '
  'anew. Intake, administrator, owner. RC403, RC460.';

CREATE FUNCTION review.intake_start(document jsonb) RETURNS SETOF review.application_draft
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('start');
  at constant timestamptz := clock_timestamp();
  p profile;
  missing text;
  unread record;
  applicant_key bigint;
  a application;
BEGIN
  SELECT f INTO missing FROM unnest(ARRAY['province', 'profile_version', 'channel', 'id_type', 'id_number', 'name']) AS f
  WHERE coalesce(document ->> f, '') = '' LIMIT 1;
  IF missing IS NOT NULL OR jsonb_typeof(document -> 'answers') IS DISTINCT FROM 'object' THEN
    PERFORM refuse('RC460', 'bad_document', jsonb_build_object('field', coalesce(missing, 'answers')));
  END IF;
  SELECT * INTO p FROM profile x WHERE x.province = document ->> 'province' AND x.version = document ->> 'profile_version';
  IF NOT FOUND THEN
    PERFORM refuse('RC460', 'bad_document', jsonb_build_object('field', 'profile_version'));
  END IF;

  -- The person's row is the lock: of two starts by one person the second waits here and then finds the first.
  INSERT INTO applicant AS known (province, id_type, id_number, name, phone)
  VALUES (p.province, document ->> 'id_type', document ->> 'id_number', document ->> 'name', nullif(document ->> 'phone', ''))
  ON CONFLICT (province, id_type, id_number)
    DO UPDATE SET name = excluded.name, phone = coalesce(excluded.phone, known.phone)
  RETURNING known.id INTO applicant_key;
  SELECT * INTO a FROM application t WHERE t.applicant_id = applicant_key ORDER BY t.id DESC LIMIT 1;
  IF FOUND THEN
    PERFORM refuse('RC450', 'duplicate_application', jsonb_build_object(
      'number', a.number, 'state', effective_state(a.state, a.lease_expires_at)));
  END IF;
  SELECT n.key AS notice, r.shown_at, r.shown_at + make_interval(secs => (n.value)::double precision) AS ready_at INTO unread
  FROM jsonb_each_text(coalesce(p.settings -> 'notices', '{}')) AS n
  LEFT JOIN notice_reading r ON r.province = p.province AND r.id_type = document ->> 'id_type' AND r.id_number = document ->> 'id_number'
    AND r.profile_version = p.version AND r.notice = n.key
  WHERE r.shown_at IS NULL OR r.shown_at + make_interval(secs => (n.value)::double precision) > at
  ORDER BY r.shown_at NULLS FIRST, n.key LIMIT 1;
  IF FOUND AND unread.shown_at IS NULL THEN
    PERFORM refuse('RC461', 'notice_unread', jsonb_build_object('notice', unread.notice));
  ELSIF FOUND THEN
    PERFORM refuse('RC461', 'notice_countdown', jsonb_build_object(
      'notice', unread.notice, 'seconds_left', ceil(extract(epoch FROM unread.ready_at - at))::integer));
  END IF;

  INSERT INTO application (number, province, applicant_id, state, profile_version, channel, applicant_name, draft, draft_saved_at, draft_begun,
                           started_at, commitment)
  VALUES (number_take(p.number_letters, today()), p.province, applicant_key, 'draft', p.version, document ->> 'channel', document ->> 'name',
          document -> 'answers', at, true, at, nullif(document -> 'commitment', 'null'))
  RETURNING * INTO a;
  PERFORM write_event(CASE me.role WHEN 'intake' THEN 'applicant' ELSE me.name END, 'started', a,
    detail => jsonb_build_object('channel', a.channel, 'profile_version', a.profile_version));
  RETURN NEXT drafted(a);
END
$$;
COMMENT ON FUNCTION review.intake_start IS
  'Begins an application: {province, profile_version, channel, id_type, id_number, name, phone, commitment, answers}. Every notice of the profile '
  'must have been shown, and its countdown (profile.settings.notices: seconds by notice) be over. Intake, administrator, owner. RC403, RC450 '
  'duplicate_application, RC460 bad_document, RC461 notice_unread, notice_countdown.';

CREATE FUNCTION review.intake_draft(of_province text, of_id_type text, of_id_number text) RETURNS SETOF review.application_draft
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('draft');
  a constant application := own_application(of_province, of_id_type, of_id_number);
BEGIN
  IF a.id IS NOT NULL THEN
    RETURN NEXT drafted(a);
  END IF;
END
$$;
COMMENT ON FUNCTION review.intake_draft IS
  'The person''s latest application with its draft; no row without one. Intake, administrator, owner. RC403.';

CREATE FUNCTION review.intake_save(
  of_province text, of_id_type text, of_id_number text, new_answers jsonb, expected_version bigint DEFAULT NULL)
RETURNS TABLE (version bigint, saved_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('save');
  a application := own_editable(of_province, of_id_type, of_id_number, 'save');
BEGIN
  IF jsonb_typeof(new_answers) IS DISTINCT FROM 'object' THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "answers"}');
  ELSIF a.draft_version <> expected_version THEN
    PERFORM refuse('RC462', 'draft_changed', jsonb_build_object('number', a.number, 'version', a.draft_version));
  END IF;
  UPDATE application t SET draft = new_answers, draft_version = a.draft_version + 1, draft_saved_at = clock_timestamp()
  WHERE t.id = a.id RETURNING t.draft_version, t.draft_saved_at INTO version, saved_at;
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.intake_save IS
  'Replaces the draft''s answers, checked by the caller; expected_version is the draft that was read. Intake, administrator, owner. RC403, RC404, '
  'RC409 wrong_state, RC460, RC462 draft_changed.';

CREATE FUNCTION review.intake_attach(of_province text, of_id_type text, of_id_number text, file jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('attach');
  a constant application := own_editable(of_province, of_id_type, of_id_number, 'attach');
  is_new boolean;
BEGIN
  INSERT INTO draft_attachment AS known (application_id, slot, n, sha256, bytes, kind, facts, original_name)
  VALUES (a.id, file ->> 'slot', (file ->> 'n')::integer, file ->> 'sha256', (file ->> 'bytes')::bigint, file ->> 'kind', file -> 'facts',
          file ->> 'original_name')
  ON CONFLICT (application_id, slot, n) DO UPDATE SET
    sha256 = excluded.sha256, bytes = excluded.bytes, kind = excluded.kind, facts = excluded.facts, original_name = excluded.original_name,
    added_at = clock_timestamp()
  RETURNING known.xmax = 0 INTO is_new;
  RETURN is_new;
EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
  PERFORM refuse('RC460', 'bad_document', '{"field": "file"}');
END
$$;
COMMENT ON FUNCTION review.intake_attach IS
  'Puts a file that the content store holds into the draft: {slot, n, sha256, bytes, kind, facts, original_name}; replaces the one in the same '
  'place. True when there was none. Intake, administrator, owner. RC403, RC404, RC409 wrong_state, RC460.';

CREATE FUNCTION review.intake_detach(of_province text, of_id_type text, of_id_number text, of_slot text, of_n integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('detach');
  a constant application := own_editable(of_province, of_id_type, of_id_number, 'detach');
BEGIN
  DELETE FROM draft_attachment d WHERE d.application_id = a.id AND d.slot = of_slot AND d.n = of_n;
  RETURN FOUND;
END
$$;
COMMENT ON FUNCTION review.intake_detach IS
  'Takes a file out of the draft; false when there was none. Submitted revisions keep theirs. Intake, administrator, owner. RC403, RC404, RC409.';

CREATE TYPE review.application_status AS (
  number text, state text, revision integer, profile_version text, channel text, department_code text, department_name text,
  submitted_at timestamptz, due_on date, overdue boolean, decision jsonb, notifications jsonb, history jsonb);
COMMENT ON TYPE review.application_status IS 'Where an application is, as its applicant may know it. Times inside JSON are seconds since 1970.';

CREATE FUNCTION review.intake_status(of_province text, of_id_type text, of_id_number text) RETURNS SETOF review.application_status
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('status');
  a constant application := own_application(of_province, of_id_type, of_id_number);
  d decision;
BEGIN
  IF a.id IS NULL THEN
    RETURN;
  END IF;
  IF a.state IN ('approved', 'returned', 'draft') THEN
    SELECT x.* INTO d FROM decision x WHERE x.application_id = a.id ORDER BY x.id DESC LIMIT 1;
  END IF;
  RETURN QUERY SELECT
    a.number::text, effective_state(a.state, a.lease_expires_at), a.revision, a.profile_version::text, a.channel, a.department_code::text,
    (SELECT b.full_name FROM department b WHERE b.code = a.department_code), a.submitted_at, a.due_on,
    coalesce(a.state IN ('submitted', 'in_review') AND a.due_on < today(), false),
    CASE WHEN d.id IS NOT NULL THEN jsonb_build_object(
      'outcome', d.outcome, 'decided_at', extract(epoch FROM d.decided_at), 'revision', d.revision, 'note', d.note,
      'reasons', coalesce((
        SELECT jsonb_agg(jsonb_build_object('code', r.code, 'target', r.target, 'remark', r.remark, 'text', w.text, 'hint', w.hint)
                         ORDER BY r.ordinal)
        FROM decision_reason r JOIN return_reason w ON w.code = r.code WHERE r.decision_id = d.id), '[]')) END,
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('event', n.event, 'channel', n.channel, 'recipient', n.recipient_masked, 'state', n.state,
          'body', n.body, 'created_at', extract(epoch FROM n.created_at), 'delivered_at', extract(epoch FROM n.delivered_at)) ORDER BY n.id DESC)
      FROM (SELECT * FROM notification x WHERE x.application_id = a.id ORDER BY x.id DESC LIMIT 50) AS n), '[]'),
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('at', extract(epoch FROM e.at), 'action', e.action, 'revision', nullif(e.revision, 0)) ORDER BY e.id)
      FROM event e WHERE e.application_id = a.id
        AND e.action IN ('started', 'submitted', 'withdrawn', 'approved', 'returned', 'transferred', 'reopened')), '[]');
END
$$;
COMMENT ON FUNCTION review.intake_status IS
  'Where the person''s latest application is: state, bureau, due date, the decision that stands with its reasons, messages, what happened; no '
  'names of staff. No row without an application. Intake, administrator, owner. RC403.';

CREATE OR REPLACE FUNCTION review.intake_submit(document jsonb) RETURNS SETOF review.receipt
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('submit');
  at constant timestamptz := clock_timestamp();
  identity constant jsonb := coalesce(document -> 'identity', '{}');
  files constant jsonb := coalesce(document -> 'attachments', '[]');
  p profile;
  missing text;
  applicant_key bigint;
  a application;
  facts application;
  hash text;
  due date;
  target text;
  wish constant jsonb := document -> 'idempotency';
  expected constant bigint := (document ->> 'expected_version')::bigint;
  earlier submission_key;
BEGIN
  SELECT f INTO missing FROM unnest(ARRAY['province', 'profile_version', 'channel', 'department', 'answers']) AS f
  WHERE coalesce(document ->> f, '') = '' LIMIT 1;
  IF missing IS NULL THEN
    SELECT 'identity.' || f INTO missing FROM unnest(ARRAY['id_type', 'id_number', 'name']) AS f
    WHERE coalesce(identity ->> f, '') = '' LIMIT 1;
  END IF;
  IF missing IS NULL AND jsonb_typeof(document -> 'answers') <> 'object' THEN
    missing := 'answers';
  ELSIF missing IS NULL AND jsonb_typeof(files) <> 'array' THEN
    missing := 'attachments';
  END IF;
  IF missing IS NOT NULL THEN
    PERFORM refuse('RC460', 'bad_document', jsonb_build_object('field', missing));
  END IF;
  SELECT * INTO p FROM profile x WHERE x.province = document ->> 'province' AND x.version = document ->> 'profile_version';
  IF NOT FOUND THEN
    PERFORM refuse('RC460', 'bad_document', jsonb_build_object('field', 'profile_version'));
  END IF;
  IF NOT EXISTS (SELECT FROM department d WHERE d.code = document ->> 'department' AND d.province = p.province) THEN
    PERFORM refuse('RC430', 'unknown_department', jsonb_build_object('department', document ->> 'department'));
  END IF;

  -- The person's row is the lock: of two submissions by one person the second waits here and then finds the first.
  INSERT INTO applicant AS known (province, id_type, id_number, name, phone)
  VALUES (p.province, identity ->> 'id_type', identity ->> 'id_number', identity ->> 'name', nullif(identity ->> 'phone', ''))
  ON CONFLICT (province, id_type, id_number)
    DO UPDATE SET name = excluded.name, phone = coalesce(excluded.phone, known.phone)
  RETURNING known.id INTO applicant_key;
  SELECT * INTO a FROM application t WHERE t.applicant_id = applicant_key ORDER BY t.id DESC LIMIT 1 FOR NO KEY UPDATE;
  a := settled(a);
  IF wish IS NOT NULL THEN
    SELECT k.* INTO earlier FROM submission_key k WHERE k.application_id = a.id AND k.key = wish ->> 'key';
    IF FOUND THEN
      IF earlier.fingerprint IS DISTINCT FROM wish ->> 'fingerprint' THEN
        PERFORM refuse('RC451', 'key_reused', jsonb_build_object('number', a.number, 'key', earlier.key));
      END IF;
      RETURN QUERY SELECT a.number::text, s.revision, earlier.due_on, s.content_hash::text, a.state::text, earlier.department_code::text
        FROM submission s WHERE s.application_id = a.id AND s.revision = earlier.revision;
      RETURN;
    END IF;
  END IF;
  IF a.id IS NOT NULL THEN
    SELECT t.to_state INTO target FROM transition t WHERE t.from_state = a.state AND t.action = 'submit' AND t.actor = 'applicant';
    IF NOT FOUND THEN
      PERFORM refuse('RC450', 'duplicate_application', jsonb_build_object('number', a.number, 'state', a.state));
    END IF;
  END IF;
  -- What was read and judged must still be what is there.
  IF expected IS NOT NULL AND (a.draft_version IS DISTINCT FROM expected OR EXISTS (
      SELECT FROM jsonb_to_recordset(files) AS f (slot text, n integer, sha256 text)
      WHERE a.draft_begun AND NOT EXISTS (
        SELECT FROM draft_attachment d
        WHERE d.application_id = a.id AND d.slot = f.slot AND d.n = coalesce(f.n, 1) AND d.sha256 = f.sha256))) THEN
    PERFORM refuse('RC462', 'draft_changed', jsonb_build_object('number', a.number, 'version', a.draft_version));
  END IF;

  due := add_working_days(today(), coalesce((p.settings ->> 'working_days')::integer, 5));
  hash := content_hash(document -> 'answers', files);
  BEGIN
    facts := jsonb_populate_record(NULL::application, coalesce(document -> 'facts', '{}'));
  EXCEPTION WHEN data_exception THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "facts"}');
  END;

  IF a.id IS NULL THEN
    INSERT INTO application (number, province, applicant_id, state, profile_version, channel, applicant_name)
    VALUES (number_take(p.number_letters, today()), p.province, applicant_key, 'draft', p.version,
            document ->> 'channel', identity ->> 'name')
    RETURNING * INTO a;
  END IF;
  UPDATE application t SET state = 'submitted', revision = a.revision + 1, department_code = document ->> 'department',
    profile_version = p.version, channel = document ->> 'channel', applicant_name = identity ->> 'name',
    submitted_at = at, first_submitted_at = coalesce(a.first_submitted_at, at), due_on = due, draft = NULL,
    draft_version = a.draft_version + 1, draft_begun = a.draft_begun AND expected IS NOT NULL,
    decided_at = NULL, decided_by = NULL, warnings = jsonb_array_length(coalesce(document -> 'warnings', '[]')),
    sex = facts.sex, birth_date = facts.birth_date, country = facts.country, ethnic = facts.ethnic, political = facts.political,
    education_level = facts.education_level, degree = facts.degree, part_time_level = facts.part_time_level,
    qualification_level = facts.qualification_level, qualification_type = facts.qualification_type, title = facts.title,
    post = facts.post, admin_post = facts.admin_post, unit_type = facts.unit_type, work_status = facts.work_status,
    cpa = facts.cpa, work_started_on = facts.work_started_on, unit_region = facts.unit_region
  WHERE t.id = a.id RETURNING t.* INTO a;
  INSERT INTO submission (application_id, revision, answers, content_hash, profile_version, submitted_at, channel, commitment, warnings)
  VALUES (a.id, a.revision, document -> 'answers', hash, p.version, at, a.channel,
          coalesce(document -> 'commitment', a.commitment, '{}'), coalesce(document -> 'warnings', '[]'));
  IF expected IS NULL THEN
    DELETE FROM draft_attachment d WHERE d.application_id = a.id;  -- another channel's files are now the applicant's
  END IF;
  BEGIN
    INSERT INTO attachment (application_id, revision, slot, n, sha256, bytes, width, height, kind, original_name)
    SELECT a.id, a.revision, f.slot, coalesce(f.n, 1), f.sha256, f.bytes, f.width, f.height, f.kind, f.original_name
    FROM jsonb_to_recordset(files) AS f (slot text, n integer, sha256 text, bytes bigint, width integer, height integer,
                                         kind text, original_name text);
  EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "attachments"}');
  END;
  IF wish IS NOT NULL THEN
    INSERT INTO submission_key (application_id, key, fingerprint, revision, due_on, department_code)
    VALUES (a.id, wish ->> 'key', wish ->> 'fingerprint', a.revision, a.due_on, a.department_code);
  END IF;
  PERFORM write_event(CASE me.role WHEN 'intake' THEN 'applicant' ELSE me.name END, 'submitted', a,
    detail => jsonb_build_object('channel', a.channel, 'due_on', due, 'warnings', a.warnings, 'content_hash', hash));
  RETURN NEXT (a.number, a.revision, a.due_on, hash, a.state, a.department_code)::receipt;
END
$$;
COMMENT ON FUNCTION review.intake_submit IS
  'Submits: a new application, or the next revision of the person''s draft, returned or withdrawn one (design 3, submit). document: {province, '
  'profile_version, channel, department, identity: {id_type, id_number, name, phone}, answers, attachments: [{slot, n, sha256, bytes, width, '
  'height, kind, original_name}], commitment, warnings, facts: {statistics columns of application}, expected_version: the draft that was judged, '
  'idempotency: {key, fingerprint}}. The same key and fingerprint get the first receipt again. Numbers it, hashes it, sets the due date. '
  'Intake, administrator, owner. RC403, RC430 unknown_department, RC450 duplicate_application, RC451 key_reused, RC460 bad_document, '
  'RC462 draft_changed.';

CREATE OR REPLACE FUNCTION review.intake_withdraw(application_number text, applicant_id_type text, applicant_id_number text)
RETURNS SETOF review.receipt LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('withdraw');
  canonical constant text := number_parse(application_number);
  a application;
  latest submission;
  done event;
BEGIN
  SELECT t.* INTO a FROM application t JOIN applicant person ON person.id = t.applicant_id
  WHERE t.number = canonical AND person.id_type = applicant_id_type AND person.id_number = applicant_id_number
  FOR NO KEY UPDATE OF t;
  IF NOT FOUND THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('number', canonical));
  END IF;
  a := settled(a);
  IF NOT EXISTS (SELECT FROM transition t WHERE t.from_state = a.state AND t.action = 'withdraw' AND t.actor = 'applicant')
     OR (SELECT p.settings ->> 'withdraw_until' FROM profile p WHERE p.province = a.province AND p.version = a.profile_version) = 'never' THEN
    SELECT * INTO done FROM event e WHERE e.application_id = a.id ORDER BY e.id DESC LIMIT 1;
    PERFORM refuse('RC409', 'wrong_state', jsonb_build_object(
      'number', a.number, 'state', a.state, 'action', 'withdraw', 'actor', coalesce(a.decided_by, a.holder, done.actor),
      'at', coalesce(a.decided_at, a.claimed_at, done.at)));
  END IF;
  SELECT * INTO latest FROM submission s WHERE s.application_id = a.id AND s.revision = a.revision;
  a := draft_opened(a);
  UPDATE application t SET state = 'draft', draft = latest.answers, draft_version = a.draft_version + 1 WHERE t.id = a.id RETURNING t.* INTO a;
  PERFORM write_event(CASE me.role WHEN 'intake' THEN 'applicant' ELSE me.name END, 'withdrawn', a);
  RETURN NEXT (a.number, a.revision, a.due_on, latest.content_hash, a.state, a.department_code)::receipt;
END
$$;
COMMENT ON FUNCTION review.intake_withdraw IS
  'Takes a submission back until a reviewer has taken it (design 3, withdraw); the answers become the draft again. The identity must be that '
  'of the applicant. Intake, administrator, owner. RC403, RC404, RC405, RC409 wrong_state.';

REVOKE ALL ON FUNCTION review.drafted(review.application), review.own_application(text, text, text),
  review.own_editable(text, text, text, text), review.draft_opened(review.application), review.intake_notice(text, text, text, text, text),
  review.intake_start(jsonb), review.intake_draft(text, text, text), review.intake_save(text, text, text, jsonb, bigint),
  review.intake_attach(text, text, text, jsonb), review.intake_detach(text, text, text, text, integer), review.intake_status(text, text, text)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review.intake_notice(text, text, text, text, text), review.intake_start(jsonb), review.intake_draft(text, text, text),
  review.intake_save(text, text, text, jsonb, bigint), review.intake_attach(text, text, text, jsonb),
  review.intake_detach(text, text, text, text, integer), review.intake_status(text, text, text)
  TO review_intake;
