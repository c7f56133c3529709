CREATE OR REPLACE FUNCTION review.notify(
  a review.application, what text, of_decision bigint DEFAULT NULL, reasons jsonb DEFAULT NULL, note text DEFAULT NULL)
RETURNS review.notification LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  p profile;
  bureau department;
  to_whom text;
  message notification;
  -- A decision about a change says so.
  wording constant text := CASE WHEN of_decision IS NOT NULL AND EXISTS (
    SELECT FROM before_change b WHERE b.application_id = a.id AND b.revision < a.revision) THEN 'change_' ELSE '' END || what;
BEGIN
  SELECT * INTO p FROM profile x WHERE x.province = a.province AND x.version = a.profile_version;
  SELECT * INTO bureau FROM department d WHERE d.code = a.department_code;
  IF p.settings ->> 'recipient_field' IS NOT NULL THEN
    SELECT coalesce(nullif(s.answers ->> (p.settings ->> 'recipient_field'), ''), person.phone) INTO to_whom
    FROM applicant person LEFT JOIN submission s ON s.application_id = a.id AND s.revision = a.revision
    WHERE person.id = a.applicant_id;
  END IF;
  INSERT INTO notification (application_id, department_code, event, decision_id, channel, recipient, body)
  VALUES (a.id, a.department_code, what, of_decision, coalesce(p.settings ->> 'channel', 'portal'), to_whom,
    message_text(p, wording, jsonb_build_object('name', a.applicant_name, 'number', a.number, 'department', bureau.full_name,
      'due', a.due_on, 'revision', a.revision), reasons, note))
  RETURNING * INTO message;
  RETURN message;
END
$$;
COMMENT ON FUNCTION review.notify IS
  'Internal. Writes the message about an event; channel and recipient from profile.settings.';
