CREATE OR REPLACE FUNCTION review.notify(
  a review.application, what text, of_decision bigint DEFAULT NULL, reasons jsonb DEFAULT NULL, note text DEFAULT NULL)
RETURNS review.notification LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  -- One for all channels: it says which messages are one.
  at constant timestamptz := clock_timestamp();
  p profile;
  bureau department;
  way record;
  message notification;
  written notification;
  sent_by text;
  -- A decision about a change says so.
  wording constant text := CASE WHEN of_decision IS NOT NULL AND EXISTS (
    SELECT FROM before_change b WHERE b.application_id = a.id AND b.revision < a.revision) THEN 'change_' ELSE '' END || what;
BEGIN
  SELECT * INTO p FROM profile x WHERE x.province = a.province AND x.version = a.profile_version;
  SELECT * INTO bureau FROM department d WHERE d.code = a.department_code;
  FOR way IN
    SELECT c.settings, c.channel, c.recipient, c.channel NOT IN ('sms', 'email') OR c.recipient IS NOT NULL AS reached
    FROM (
      SELECT w.settings, w.place, coalesce(w.settings ->> 'channel', 'page') AS channel,
        CASE WHEN w.settings ->> 'recipient_field' IS NOT NULL THEN coalesce(nullif(s.answers ->> (w.settings ->> 'recipient_field'), ''),
          CASE WHEN w.settings ->> 'channel' <> 'email' THEN person.phone END) END AS recipient
      FROM applicant person LEFT JOIN submission s ON s.application_id = a.id AND s.revision = a.revision
      CROSS JOIN jsonb_array_elements(jsonb_build_array(p.settings) || coalesce(p.settings -> 'also', '[]')) WITH ORDINALITY AS w (settings, place)
      WHERE person.id = a.applicant_id
    ) AS c ORDER BY reached DESC, c.place
  LOOP
    -- By the ways on which the person can be reached; where there is none, the message is there once.
    EXIT WHEN message.id IS NOT NULL AND NOT way.reached;
    p.settings := p.settings || way.settings;
    -- Who has neither number nor address reads it in the system.
    sent_by := CASE WHEN way.reached THEN way.channel ELSE 'page' END;
    -- What stands on the page is there for whoever logs in, from now on: nobody has to send it.
    INSERT INTO notification (application_id, department_code, event, decision_id, channel, recipient, body, created_at, state, delivered_at, next_attempt_at)
    VALUES (a.id, a.department_code, what, of_decision, sent_by, way.recipient,
      message_text(p, wording, jsonb_build_object('name', a.applicant_name, 'number', a.number, 'department', bureau.full_name,
        'due', a.due_on, 'revision', a.revision), reasons, note), at,
      CASE sent_by WHEN 'page' THEN 'delivered' ELSE 'pending' END, CASE sent_by WHEN 'page' THEN at END, CASE WHEN sent_by <> 'page' THEN at END)
    RETURNING * INTO written;
    IF message.id IS NULL THEN
      message := written;
    END IF;
  END LOOP;
  RETURN message;
END
$$;
COMMENT ON FUNCTION review.notify IS
  'Internal. Writes the message about an event once for each channel of profile.settings by which the person can be reached, on the page where there is none, and answers the first of them. On the page it is delivered at once; the others wait for the dispatcher.';
