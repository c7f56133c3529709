-- Messages to applicants: written here, so that whoever decides through psql sends the same words as the console.

CREATE FUNCTION review.filled(template text, fields jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  line text;
  names text[];
  written text;
  lines text[] := '{}';
BEGIN
  FOREACH line IN ARRAY string_to_array(template, E'\n') LOOP
    names := ARRAY(SELECT m[1] FROM regexp_matches(line, '\{([a-z_]+)\}', 'g') AS m);
    -- A line made for values that are all missing is left out, e.g. "审核说明：{note}" without a note.
    CONTINUE WHEN cardinality(names) > 0 AND NOT EXISTS (SELECT FROM unnest(names) AS n WHERE coalesce(fields ->> n, '') <> '');
    written := '';
    -- Left to right and once only: braces inside a value are text.
    WHILE cardinality(names) > 0 LOOP
      written := written || split_part(line, '{' || names[1] || '}', 1) || coalesce(fields ->> names[1], '');
      line := substr(line, strpos(line, '{' || names[1] || '}') + length(names[1]) + 2);
      names := names[2:];
    END LOOP;
    lines := array_append(lines, written || line);
  END LOOP;
  RETURN array_to_string(lines, E'\n');
END
$$;
COMMENT ON FUNCTION review.filled IS 'Internal. A template with {names} replaced; lines whose names are all without value are left out.';

CREATE FUNCTION review.notify(
  a review.application, what text, of_decision bigint DEFAULT NULL, reasons jsonb DEFAULT NULL, note text DEFAULT NULL)
RETURNS review.notification LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  p profile;
  bureau department;
  target_labels jsonb;
  listed text;
  in_lines boolean;
  to_whom text;
  template text;
  message notification;
BEGIN
  SELECT * INTO p FROM profile x WHERE x.province = a.province AND x.version = a.profile_version;
  SELECT * INTO bureau FROM department d WHERE d.code = a.department_code;
  target_labels := coalesce(p.settings -> 'target_labels', '{}');
  template := coalesce(p.texts ->> what, CASE what
    WHEN 'approved' THEN '{name}，您好！您的会计人员信息申报（编号{number}）已审核通过。【{department}】'
    WHEN 'returned' THEN E'{name}，您好！您的会计人员信息申报（编号{number}）未通过审核，请按下列意见修改后重新提交：\n{reasons}\n审核说明：{note}\n【{department}】'
    WHEN 'transferred' THEN '{name}，您好！您的会计人员信息申报（编号{number}）已转由{department}审核，原因：{note}。您无需重新提交。'
    ELSE '{name}，您好！您的会计人员信息申报（编号{number}）的审核结论已撤回，正在重新审核，原因：{note}。【{department}】' END);
  -- On a line of its own the list has a line for each reason; inside a sentence it is one run of words without a full stop.
  in_lines := template ~ '(^|\n)\{reasons\}(\n|$)';
  SELECT string_agg(format(CASE WHEN in_lines THEN '%s. %s%s。%s。%s' ELSE '%s. %s%s，%s%s' END, r.ordinal,
      coalesce(coalesce(target_labels ->> (r.value ->> 'target'),
                        (target_labels ->> target_base(r.value ->> 'target'))
                          || coalesce('（第' || substring(r.value ->> 'target' FROM '[\[/]([0-9]+)') || '项）', ''),
                        r.value ->> 'target') || '：', ''),
      rtrim(r.value ->> 'text', '。'), rtrim(r.value ->> 'hint', '。'),
      coalesce(CASE WHEN in_lines THEN '说明：' || rtrim(r.value ->> 'remark', '。') || '。'
                    ELSE '（' || rtrim(r.value ->> 'remark', '。') || '）' END, '')),
      CASE WHEN in_lines THEN E'\n' ELSE '；' END ORDER BY r.ordinal)
    INTO listed FROM jsonb_array_elements(reasons) WITH ORDINALITY AS r (value, ordinal);
  -- A note is a sentence; where the template goes on with a mark of its own, that mark ends it.
  note := rtrim(note, '。') || CASE WHEN template ~ '\{note\}[。，；：、,;.]' OR note ~ '[！？!?.…]$' THEN '' ELSE '。' END;
  IF p.settings ->> 'recipient_field' IS NOT NULL THEN
    SELECT coalesce(nullif(s.answers ->> (p.settings ->> 'recipient_field'), ''), person.phone) INTO to_whom
    FROM applicant person LEFT JOIN submission s ON s.application_id = a.id AND s.revision = a.revision
    WHERE person.id = a.applicant_id;
  END IF;
  INSERT INTO notification (application_id, department_code, event, decision_id, channel, recipient, body)
  VALUES (a.id, a.department_code, what, of_decision, coalesce(p.settings ->> 'channel', 'portal'), to_whom,
    filled(template, jsonb_build_object('name', a.applicant_name, 'number', a.number, 'department', bureau.full_name,
      'reasons', listed, 'note', note, 'due', a.due_on, 'revision', a.revision)))
  RETURNING * INTO message;
  RETURN message;
END
$$;
COMMENT ON FUNCTION review.notify IS
  'Internal. Writes the message about an event from profile.texts; channel and recipient from profile.settings. '
  'Reasons are numbered lines: target, text, hint, remark.';

CREATE TYPE review.message AS (
  id bigint, number review.key, applicant text, department_code review.key, event text, channel text, recipient_masked text, state review.key,
  body text, created_at timestamptz, delivered_at timestamptz, attempts integer);

CREATE FUNCTION review.notification_list(application_number text DEFAULT NULL, wanted_state text DEFAULT NULL, at_most integer DEFAULT 100)
RETURNS SETOF review.message LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('notifications', 'reviewer', 'manager', 'helpdesk');
  mine constant text[] := departments_of(me);
  a application;
BEGIN
  IF application_number IS NOT NULL THEN
    SELECT * INTO a FROM application t
    WHERE t.number = number_parse(application_number) AND t.department_code = ANY (mine);
    IF NOT FOUND THEN
      PERFORM refuse('RC404', 'not_found', jsonb_build_object('number', number_parse(application_number)));
    END IF;
    PERFORM write_event(me.name, 'notifications_read', a);
    RETURN QUERY
      SELECT n.id, a.number, a.applicant_name, n.department_code, n.event, n.channel, n.recipient_masked, n.state, n.body,
             n.created_at, n.delivered_at, n.attempts
      FROM notification n WHERE n.application_id = a.id AND (wanted_state IS NULL OR n.state = wanted_state)
      ORDER BY n.id DESC LIMIT at_most;
  ELSE
    PERFORM write_deed(me, 'notifications_read', NULL, detail => jsonb_strip_nulls(jsonb_build_object('state', wanted_state)));
    -- The newest of each department first, so that no index has to be read to its end.
    RETURN QUERY
      SELECT n.id, t.number, t.applicant_name, n.department_code, n.event, n.channel, n.recipient_masked, n.state, n.body,
             n.created_at, n.delivered_at, n.attempts
      FROM unnest(mine) AS d (code)
      CROSS JOIN LATERAL (
        SELECT * FROM notification x
        WHERE x.department_code = d.code AND (wanted_state IS NULL OR x.state = wanted_state)
        ORDER BY x.id DESC LIMIT at_most) AS n
      JOIN application t ON t.id = n.application_id
      ORDER BY n.id DESC LIMIT at_most;
  END IF;
END
$$;
COMMENT ON FUNCTION review.notification_list IS
  'Messages with text and masked recipient, newest first: of one application, or of all departments of the caller. Recorded as notifications_read. '
  'Reviewer, manager, helpdesk (province). RC403, RC404, RC405.';

CREATE FUNCTION review.notification_resend(notification_id bigint) RETURNS SETOF review.message
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('resend', 'reviewer', 'manager', 'helpdesk');
  n notification;
  a application;
BEGIN
  SELECT x.* INTO n FROM notification x JOIN application t ON t.id = x.application_id
  WHERE x.id = notification_resend.notification_id
    AND (t.department_code = ANY (departments_of(me)) OR x.department_code = ANY (departments_of(me)))
  FOR NO KEY UPDATE OF x;
  IF NOT FOUND THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('notification', notification_resend.notification_id));
  END IF;
  SELECT * INTO a FROM application t WHERE t.id = n.application_id;
  IF n.state NOT IN ('pending', 'sending') THEN
    UPDATE notification x SET state = 'pending', next_attempt_at = clock_timestamp(), delivered_at = NULL
    WHERE x.id = n.id RETURNING x.* INTO n;
    PERFORM write_event(me.name, 'resent', a, detail => jsonb_build_object('notification_id', n.id));
  END IF;
  RETURN QUERY SELECT n.id, a.number, a.applicant_name, n.department_code, n.event, n.channel, n.recipient_masked, n.state, n.body,
                      n.created_at, n.delivered_at, n.attempts;
END
$$;
COMMENT ON FUNCTION review.notification_resend IS
  'Puts a delivered or failed message into the outbox again; one that still waits there is left alone. Reviewer, manager, helpdesk. RC403, RC404.';
