CREATE OR REPLACE FUNCTION review.ticket_notifications(me review.staff, arguments jsonb) RETURNS review.ticket_answer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  canonical constant text := CASE WHEN arguments ->> 'number' IS NOT NULL THEN number_parse(arguments ->> 'number') END;
  asked constant jsonb := jsonb_strip_nulls(jsonb_build_object('ticket', 'notifications', 'state', arguments -> 'state',
    'limit', least(greatest(coalesce((arguments ->> 'limit')::integer, 100), 0), 10000)));
  a application;
BEGIN
  IF arguments ->> 'state' NOT IN ('pending', 'sending', 'delivered', 'failed') THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "state"}');
  END IF;
  IF canonical IS NULL THEN
    RETURN (write_staff_event(me, 'notifications_read', NULL, detail => asked), NULL, NULL)::ticket_answer;
  END IF;
  a := seen_by(me, canonical);
  IF a.id IS NULL THEN
    RETURN refused_look(me, 'notifications', 'not_found', jsonb_build_object('number', canonical));
  END IF;
  RETURN (write_event(me.name, 'notifications_read', a, detail => asked), NULL, NULL)::ticket_answer;
END
$$;
COMMENT ON FUNCTION review.ticket_notifications IS 'Internal. Enters that messages are read: of one application, or of all of the caller''s bureaus. RC460 bad_document.';
