CREATE OR REPLACE FUNCTION review.intake_start(document jsonb) RETURNS SETOF review.application_draft
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('start');
  at constant timestamptz := clock_timestamp();
  p profile;
  missing text;
  unread record;
  applicant_key bigint;
  a application;
  identified rows_identified;
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

  PERFORM account_still(p.province, document ->> 'id_type', document ->> 'id_number', decode(document ->> 'session', 'hex'));
  -- The person's row is the lock: of two starts by one person the second waits here and then finds the first.
  INSERT INTO applicant AS known (province, id_type, id_number, name, phone)
  VALUES (p.province, document ->> 'id_type', document ->> 'id_number', document ->> 'name', nullif(document ->> 'phone', ''))
  ON CONFLICT (province, id_type, id_number)
    DO UPDATE SET name = excluded.name, phone = coalesce(excluded.phone, known.phone)
  RETURNING known.id INTO applicant_key;
  PERFORM account_still(p.province, document ->> 'id_type', document ->> 'id_number', decode(document ->> 'session', 'hex'));
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

  identified := rows_identified(document -> 'answers', '{}', 0, '{}');
  INSERT INTO application (number, province, applicant_id, state, profile_version, channel, applicant_name, draft, draft_saved_at, draft_begun,
                           started_at, commitment, rows_given)
  VALUES (number_take(p.number_letters, today()), p.province, applicant_key, 'draft', p.version, document ->> 'channel', document ->> 'name',
          identified.answers, at, true, at, agreed_at(document -> 'commitment', at), identified.rows_given)
  RETURNING * INTO a;
  PERFORM write_event(CASE me.role WHEN 'intake' THEN 'applicant' ELSE me.name END, 'started', a,
    detail => jsonb_build_object('channel', a.channel, 'profile_version', a.profile_version));
  -- All there is of the person has come through this account.
  IF me.role = 'intake' AND (archive_of(a.province, document ->> 'id_type', document ->> 'id_number')).match_key IS NULL THEN
    UPDATE account c SET proof = 'own', proved_at = at
    WHERE c.province = a.province AND c.id_type = document ->> 'id_type' AND c.id_number = document ->> 'id_number' AND c.proof IS NULL;
  END IF;
  RETURN NEXT drafted(a);
END
$$;
COMMENT ON FUNCTION review.intake_start IS
  'Begins an application: {province, profile_version, channel, id_type, id_number, name, phone, commitment, answers, session}. Every notice of the profile '
  'must have been shown, and its countdown (profile.settings.notices: seconds by notice) be over. Intake, administrator, owner. RC403, RC450 '
  'duplicate_application, RC460 bad_document, RC461 notice_unread, notice_countdown.';
GRANT EXECUTE ON FUNCTION review.intake_start TO review_intake;
