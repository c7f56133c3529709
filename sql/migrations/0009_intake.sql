-- The way in: what an applicant submits or takes back, whatever channel it arrives on (import, endpoint).
-- The caller has validated the answers by the profile; the database holds what must be true whoever calls.

CREATE FUNCTION review.intake_actor(wanted_action text) RETURNS review.staff
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me staff;
BEGIN
  IF is_owner() THEN
    me.name := session_user;
    me.role := 'administrator';
    RETURN me;
  END IF;
  RETURN actor(wanted_action, 'intake', 'administrator');
END
$$;
COMMENT ON FUNCTION review.intake_actor IS 'Internal. The endpoint''s role, an administrator (import), or the owner of the schema. RC403.';

CREATE TYPE review.receipt AS (number text, revision integer, due_on date, content_hash text, state text, department_code text);
COMMENT ON TYPE review.receipt IS 'What the applicant is told after submitting or withdrawing.';

CREATE FUNCTION review.intake_submit(document jsonb) RETURNS SETOF review.receipt
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
  IF a.id IS NOT NULL THEN
    SELECT t.to_state INTO target FROM transition t WHERE t.from_state = a.state AND t.action = 'submit' AND t.actor = 'applicant';
    IF NOT FOUND THEN
      PERFORM refuse('RC450', 'duplicate_application', jsonb_build_object('number', a.number, 'state', a.state));
    END IF;
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
    decided_at = NULL, decided_by = NULL, warnings = jsonb_array_length(coalesce(document -> 'warnings', '[]')),
    sex = facts.sex, birth_date = facts.birth_date, country = facts.country, ethnic = facts.ethnic, political = facts.political,
    education_level = facts.education_level, degree = facts.degree, part_time_level = facts.part_time_level,
    qualification_level = facts.qualification_level, qualification_type = facts.qualification_type, title = facts.title,
    post = facts.post, admin_post = facts.admin_post, unit_type = facts.unit_type, work_status = facts.work_status,
    cpa = facts.cpa, work_started_on = facts.work_started_on, unit_region = facts.unit_region
  WHERE t.id = a.id RETURNING t.* INTO a;
  INSERT INTO submission (application_id, revision, answers, content_hash, profile_version, submitted_at, channel, commitment, warnings)
  VALUES (a.id, a.revision, document -> 'answers', hash, p.version, at, a.channel,
          coalesce(document -> 'commitment', '{}'), coalesce(document -> 'warnings', '[]'));
  BEGIN
    INSERT INTO attachment (application_id, revision, slot, n, sha256, bytes, width, height, kind, original_name)
    SELECT a.id, a.revision, f.slot, coalesce(f.n, 1), f.sha256, f.bytes, f.width, f.height, f.kind, f.original_name
    FROM jsonb_to_recordset(files) AS f (slot text, n integer, sha256 text, bytes bigint, width integer, height integer,
                                         kind text, original_name text);
  EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "attachments"}');
  END;
  PERFORM write_event(CASE me.role WHEN 'intake' THEN 'applicant' ELSE me.name END, 'submitted', a,
    detail => jsonb_build_object('channel', a.channel, 'due_on', due, 'warnings', a.warnings, 'content_hash', hash));
  RETURN NEXT (a.number, a.revision, a.due_on, hash, a.state, a.department_code)::receipt;
END
$$;
COMMENT ON FUNCTION review.intake_submit IS
  'Submits: a new application, or the next revision of the person''s returned or withdrawn one (design 3, submit). document: {province, '
  'profile_version, channel, department, identity: {id_type, id_number, name, phone}, answers, attachments: [{slot, n, sha256, bytes, width, '
  'height, kind, original_name}], commitment, warnings, facts: {statistics columns of application}}. Numbers it, hashes it, sets the due date. '
  'Intake, administrator, owner. RC403, RC430 unknown_department, RC450 duplicate_application, RC460 bad_document.';

CREATE FUNCTION review.intake_withdraw(application_number text, applicant_id_type text, applicant_id_number text)
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
  IF NOT EXISTS (SELECT FROM transition t WHERE t.from_state = a.state AND t.action = 'withdraw' AND t.actor = 'applicant') THEN
    SELECT * INTO done FROM event e WHERE e.application_id = a.id ORDER BY e.id DESC LIMIT 1;
    PERFORM refuse('RC409', 'wrong_state', jsonb_build_object(
      'number', a.number, 'state', a.state, 'action', 'withdraw', 'actor', coalesce(a.decided_by, a.holder, done.actor),
      'at', coalesce(a.decided_at, a.claimed_at, done.at)));
  END IF;
  SELECT * INTO latest FROM submission s WHERE s.application_id = a.id AND s.revision = a.revision;
  UPDATE application t SET state = 'draft', draft = latest.answers WHERE t.id = a.id RETURNING t.* INTO a;
  PERFORM write_event(CASE me.role WHEN 'intake' THEN 'applicant' ELSE me.name END, 'withdrawn', a);
  RETURN NEXT (a.number, a.revision, a.due_on, latest.content_hash, a.state, a.department_code)::receipt;
END
$$;
COMMENT ON FUNCTION review.intake_withdraw IS
  'Takes a submission back until a reviewer has taken it (design 3, withdraw); the answers become the draft again. The identity must be that '
  'of the applicant. Intake, administrator, owner. RC403, RC404, RC405, RC409 wrong_state.';
