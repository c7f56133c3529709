CREATE OR REPLACE FUNCTION review.notify(
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
