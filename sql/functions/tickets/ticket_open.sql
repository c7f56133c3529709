CREATE OR REPLACE FUNCTION review.ticket_open(me review.staff, arguments jsonb) RETURNS review.ticket_answer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  canonical constant text := number_parse(arguments ->> 'number');
  whole constant boolean := coalesce((arguments ->> 'unmask')::boolean, false);
  reason constant text := stated_purpose(arguments ->> 'purpose', whole, jsonb_build_object('number', canonical));
  a constant application := seen_by(me, canonical);
  wanted constant integer := coalesce((arguments ->> 'revision')::integer, a.revision);
BEGIN
  IF a.id IS NULL THEN
    RETURN refused_look(me, 'open', 'not_found', jsonb_build_object('number', canonical));
  ELSIF NOT EXISTS (SELECT FROM submission s WHERE s.application_id = a.id AND s.revision = wanted) THEN
    RETURN refused_look(me, 'open', 'not_found', jsonb_build_object('number', canonical, 'revision', wanted));
  END IF;
  RETURN (write_event(me.name, CASE WHEN whole THEN 'unmasked' ELSE 'opened' END, a, reason, of_revision => wanted,
    detail => '{"ticket": "open"}'), NULL, NULL)::ticket_answer;
END
$$;
COMMENT ON FUNCTION review.ticket_open IS 'Internal. Enters that a submission is opened: masked, or whole for a purpose.';
