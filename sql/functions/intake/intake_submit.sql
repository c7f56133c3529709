CREATE OR REPLACE FUNCTION review.intake_submit(document jsonb) RETURNS SETOF review.receipt
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('submit');
  at constant timestamptz := clock_timestamp();
  identity constant jsonb := coalesce(document -> 'identity', '{}');
  files jsonb := coalesce(document -> 'attachments', '[]');
  p profile;
  missing text;
  applicant_key bigint;
  a application;
  facts application;
  hash text;
  due date;
  target text;
  answers jsonb := document -> 'answers';
  wish constant jsonb := document -> 'idempotency';
  expected constant bigint := (document ->> 'expected_version')::bigint;
  earlier receipt;
  slots jsonb;
  given jsonb;
  identified rows_identified;
  hints jsonb := coalesce(document -> 'warnings', '[]');
  agreed jsonb;
BEGIN
  SELECT f INTO missing FROM unnest(ARRAY['province', 'profile_version', 'channel', 'department']) AS f
  WHERE coalesce(document ->> f, '') = '' LIMIT 1;
  IF missing IS NULL THEN
    SELECT 'identity.' || f INTO missing FROM unnest(ARRAY['id_type', 'id_number', 'name']) AS f
    WHERE coalesce(identity ->> f, '') = '' LIMIT 1;
  END IF;
  IF missing IS NULL AND (answers IS NULL AND expected IS NULL OR jsonb_typeof(answers) <> 'object') THEN
    missing := 'answers';
  ELSIF missing IS NULL AND jsonb_typeof(files) <> 'array' THEN
    missing := 'attachments';
  -- An import brings its own answers, and sends nobody's draft or change in.
  ELSIF missing IS NULL AND expected IS NOT NULL AND me.role = 'administrator' AND NOT is_owner() THEN
    missing := 'expected_version';
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

  PERFORM account_still(p.province, identity ->> 'id_type', identity ->> 'id_number', decode(document ->> 'session', 'hex'));
  -- The person's row is the lock: of two submissions by one person the second waits here and then finds the first.
  -- It may go while it is waited for, with a draft that was discarded: then it is made again.
  WHILE applicant_key IS NULL LOOP
    INSERT INTO applicant (province, id_type, id_number, name, phone)
    VALUES (p.province, identity ->> 'id_type', identity ->> 'id_number', identity ->> 'name', nullif(identity ->> 'phone', ''))
    ON CONFLICT DO NOTHING RETURNING id INTO applicant_key;
    IF applicant_key IS NULL THEN
      SELECT person.id INTO applicant_key FROM applicant person
      WHERE person.province = p.province AND person.id_type = identity ->> 'id_type' AND person.id_number = identity ->> 'id_number'
      FOR NO KEY UPDATE;
    END IF;
  END LOOP;
  SELECT * INTO a FROM application t WHERE t.applicant_id = applicant_key ORDER BY t.id DESC LIMIT 1 FOR NO KEY UPDATE;
  PERFORM account_still(p.province, identity ->> 'id_type', identity ->> 'id_number', decode(document ->> 'session', 'hex'));
  a := settled(a);
  IF wish IS NOT NULL THEN
    earlier := earlier_receipt(a, wish);
    IF earlier.number IS NOT NULL THEN
      RETURN NEXT earlier;
      RETURN;
    END IF;
  END IF;
  IF a.id IS NULL AND expected IS NOT NULL THEN
    PERFORM refuse('RC404', 'not_found');
  ELSIF a.id IS NOT NULL THEN
    SELECT t.to_state INTO target FROM transition t WHERE t.from_state = a.state AND t.action = 'submit' AND t.actor = 'applicant';
    -- What is approved is sent in only as the change that its applicant has begun.
    IF NOT FOUND OR a.state = 'approved' AND (NOT a.changing OR expected IS NULL) THEN
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

  -- Answers that are those of the draft stay where they are.
  IF answers IS NULL THEN
    answers := answers_of(a);
  END IF;
  given := answers;
  slots := coalesce(p.settings -> 'row_slots', '{}');
  identified := rows_identified(given, answers_of(a), rows_given(a), slots);
  answers := identified.answers;
  -- A row's file goes with it: n names the row as the document does, by its number or, where it says none, by its place.
  IF slots <> '{}' THEN
    SELECT coalesce(jsonb_agg(CASE WHEN l.list IS NULL THEN f.value ELSE f.value || jsonb_build_object('n', (
        (row_numbers(answers -> l.list))[array_position(row_numbers(given -> l.list), CASE WHEN f.value ->> 'n' ~ '^[0-9]{1,9}$' THEN
          (f.value ->> 'n')::integer WHEN f.value ->> 'n' IS NULL THEN 1 END)])) END ORDER BY f.ordinal), '[]')
    INTO files
    FROM jsonb_array_elements(files) WITH ORDINALITY AS f (value, ordinal) CROSS JOIN LATERAL (SELECT slots ->> (f.value ->> 'slot') AS list) AS l;
    IF EXISTS (SELECT FROM jsonb_array_elements(files) AS f WHERE slots ? (f ->> 'slot') AND f ->> 'n' IS NULL) THEN
      PERFORM refuse('RC460', 'bad_document', '{"field": "attachments"}');
    END IF;
  END IF;

  PERFORM calendar_held();
  due := add_working_days(today(), coalesce((p.settings ->> 'working_days')::integer, 5));
  hash := content_hash(answers, files, slots);
  IF me.role = 'administrator' AND NOT is_owner() THEN
    PERFORM still(me);
    -- A file that is imported once more is nobody's correction, whatever has become since of what it brought.
    IF EXISTS (SELECT FROM submission s WHERE s.application_id = a.id AND s.content_hash = hash) THEN
      PERFORM refuse('RC450', 'duplicate_application', jsonb_build_object('number', a.number, 'state', a.state));
    END IF;
  END IF;
  -- Sent in again as it was returned: asked first, because mostly something was forgotten.
  IF me.role = 'intake' AND (a.state = 'returned' OR a.changing) THEN
    IF document -> 'unchanged' IS DISTINCT FROM 'true'
      AND EXISTS (SELECT FROM submission s WHERE s.application_id = a.id AND s.revision = a.revision AND s.content_hash = hash) THEN
      PERFORM refuse('RC452', 'unchanged', jsonb_build_object('number', a.number, 'revision', a.revision));
    END IF;
    IF a.state = 'returned' AND p.settings ->> 'resubmission' = 'marked_items' THEN
      hints := hints || unmarked_changes(a, answers, files);
    END IF;
  END IF;
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
  IF a.changing THEN
    PERFORM change_sent(a, at);
  END IF;
  UPDATE applicant person SET name = identity ->> 'name', phone = coalesce(nullif(identity ->> 'phone', ''), person.phone)
  WHERE person.id = applicant_key AND (person.name, person.phone) IS DISTINCT FROM
    (identity ->> 'name', coalesce(nullif(identity ->> 'phone', ''), person.phone));
  -- After a change that was given up the latest revision is not the one in force.
  UPDATE application t SET state = 'submitted', changing = false,
    revision = 1 + coalesce((SELECT max(s.revision) FROM submission s WHERE s.application_id = a.id), 0), department_code = document ->> 'department',
    profile_version = p.version, channel = document ->> 'channel', applicant_name = identity ->> 'name',
    submitted_at = at, first_submitted_at = coalesce(a.first_submitted_at, at), due_on = due, draft = NULL,
    draft_version = a.draft_version + 1, answers_version = a.draft_version + 1, draft_begun = a.draft_begun AND expected IS NOT NULL,
    decided_at = NULL, decided_by = NULL, approved_at = NULL, warnings = jsonb_array_length(masked_warnings(hints)),
    sex = facts.sex, birth_date = facts.birth_date, country = facts.country, ethnic = facts.ethnic, political = facts.political,
    education_level = facts.education_level, degree = facts.degree, part_time_level = facts.part_time_level,
    qualification_level = facts.qualification_level, qualification_type = facts.qualification_type, title = facts.title,
    post = facts.post, admin_post = facts.admin_post, unit_type = facts.unit_type, work_status = facts.work_status,
    cpa = facts.cpa, work_started_on = facts.work_started_on, unit_region = facts.unit_region, rows_given = identified.rows_given
  WHERE t.id = a.id RETURNING t.* INTO a;
  agreed := coalesce(nullif(document -> 'commitment', 'null'), a.commitment, '{}');
  IF me.role = 'intake' THEN
    agreed := agreed_at(agreed, at);
    IF agreed ->> 'id' <> a.commitment ->> 'id' THEN
      agreed := agreed || jsonb_build_object('before_filling', a.commitment);
    END IF;
  END IF;
  INSERT INTO submission (application_id, revision, answers, content_hash, profile_version, submitted_at, channel, commitment, warnings)
  VALUES (a.id, a.revision, answers, hash, p.version, at, a.channel, agreed, hints);
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
  -- From elsewhere: an account that had nothing to show but what came through it must now show more.
  IF me.role IS DISTINCT FROM 'intake' THEN
    UPDATE account c SET proof = NULL, proved_at = NULL
    WHERE c.province = p.province AND c.id_type = identity ->> 'id_type' AND c.id_number = identity ->> 'id_number' AND c.proof = 'own'
      AND coalesce(NOT told_contact(answers, c.confirmed_contact), true);
  END IF;
  IF wish IS NOT NULL THEN
    INSERT INTO submission_key (application_id, key, fingerprint, revision, due_on, department_code)
    VALUES (a.id, wish ->> 'key', wish ->> 'fingerprint', a.revision, a.due_on, a.department_code);
  END IF;
  PERFORM write_event(CASE me.role WHEN 'intake' THEN 'applicant' ELSE me.name END, 'submitted', a,
    detail => jsonb_build_object('channel', a.channel, 'due_on', due, 'warnings', a.warnings, 'content_hash', hash)
      || CASE WHEN is_change(a) THEN '{"change": true}' ELSE '{}' END::jsonb);
  RETURN NEXT (a.number, a.revision, a.due_on, hash, a.state, a.department_code)::receipt;
END
$$;
COMMENT ON FUNCTION review.intake_submit IS
  'Submits: a new application, or the next revision of the person''s draft, returned or withdrawn one, or of a change that was begun (intake_change). document: {province, '
  'profile_version, channel, department, identity: {id_type, id_number, name, phone}, answers, attachments: [{slot, n, sha256, bytes, width, '
  'height, kind, original_name}], commitment: as submission.commitment (from the endpoint it gets its time here), warnings, facts: {statistics columns of application}, expected_version: the draft that was judged, '
  'idempotency: {key, fingerprint}, unchanged: true where a returned one, or a change, is meant to go in as it was}. Without answers those of the draft, if its version is given (never by an administrator, who imports). Every row of a '
  'list gets its number (rows_identified), and its files with it. The same key and fingerprint get the first '
  'receipt again. Numbers it, hashes it, sets the due date. '
  'Intake, administrator, owner. RC403, RC404 not_found (the draft was discarded meanwhile), RC430 unknown_department, RC450 duplicate_application, RC451 key_reused, RC452 unchanged, RC460 bad_document, '
  'RC462 draft_changed.';
GRANT EXECUTE ON FUNCTION review.intake_submit TO review_admin, review_intake;
