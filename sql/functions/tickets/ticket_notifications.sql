CREATE OR REPLACE FUNCTION review.ticket_notifications(me review.staff, arguments jsonb) RETURNS review.ticket_answer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  canonical constant text := CASE WHEN arguments ->> 'number' IS NOT NULL THEN number_parse(arguments ->> 'number') END;
  mine constant text[] := departments_of(me);
  of_state constant text := arguments ->> 'state';
  at_most constant integer := least(greatest(coalesce((arguments ->> 'limit')::integer, 100), 0), 1000);
  newest constant bigint := (SELECT max(n.id) FROM notification n);
  asked constant jsonb := jsonb_strip_nulls(
    jsonb_build_object('ticket', 'notifications', 'state', of_state, 'limit', at_most, 'newest', newest));
  a application;
  entry bigint;
BEGIN
  IF of_state NOT IN ('pending', 'sending', 'delivered', 'failed') THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "state"}');
  END IF;
  IF canonical IS NOT NULL THEN
    a := seen_by(me, canonical);
    IF a.id IS NULL THEN
      RETURN refused_look(me, 'notifications', 'not_found', jsonb_build_object('number', canonical));
    END IF;
    RETURN (write_event(me.name, 'notifications_read', a, detail => asked), NULL, NULL)::ticket_answer;
  END IF;
  entry := write_staff_event(me, 'notifications_read', NULL, detail => asked);
  -- Whose they are. The newest of each department first, so that no index has to be read to its end.
  INSERT INTO event_about (event_id, application_id)
  SELECT DISTINCT entry, p.application_id FROM (
    SELECT n.application_id FROM unnest(mine) AS d (code)
    CROSS JOIN LATERAL (
      SELECT x.id, x.application_id FROM notification x JOIN application t ON t.id = x.application_id
      WHERE x.department_code = d.code AND t.department_code = ANY (mine) AND (of_state IS NULL OR x.state = of_state)
      ORDER BY x.id DESC LIMIT at_most) AS n
    ORDER BY n.id DESC LIMIT at_most) AS p;
  RETURN (entry, NULL, NULL)::ticket_answer;
END
$$;
COMMENT ON FUNCTION review.ticket_notifications IS
  'Internal. Enters whose messages are read: of one application, or of those that the newest messages of the caller''s bureaus are about, 1,000 at most. '
  'RC460 bad_document.';
