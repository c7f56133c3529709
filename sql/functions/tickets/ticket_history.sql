CREATE OR REPLACE FUNCTION review.ticket_history(me review.staff, arguments jsonb) RETURNS review.ticket_answer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  canonical constant text := number_parse(arguments ->> 'number');
  a constant application := seen_by(me, canonical);
BEGIN
  IF a.id IS NULL THEN
    RETURN refused_look(me, 'history', 'not_found', jsonb_build_object('number', canonical));
  END IF;
  RETURN (write_event(me.name, 'history_read', a, detail => '{"ticket": "history"}'), NULL, NULL)::ticket_answer;
END
$$;
COMMENT ON FUNCTION review.ticket_history IS 'Internal. Enters that the timeline of an application is read.';
