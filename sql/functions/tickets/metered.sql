CREATE OR REPLACE FUNCTION review.metered(me review.staff, asked text) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  now_ constant timestamptz := clock_timestamp();
  a_minute constant integer := staff_setting(me, asked || '_a_minute', CASE WHEN asked IN ('lookup', 'counter', 'unmasked', 'messages') THEN 60 WHEN asked = 'ends' THEN 10 WHEN asked IN ('claim', 'resend', 'transfer', 'export') THEN 30 ELSE 300 END);
  a_day constant integer := staff_setting(me, asked || '_a_day', CASE WHEN asked IN ('lookup', 'counter', 'unmasked', 'messages', 'claim', 'resend', 'transfer', 'export') THEN 600 WHEN asked = 'release' THEN 60 WHEN asked = 'ends' THEN 30 ELSE 6000 END);
  m constant ticket_meter := counted(me.name, asked);
BEGIN
  PERFORM still(me);
  IF m.in_minute <= a_minute AND m.in_day <= a_day THEN
    RETURN NULL;
  END IF;
  -- Once a minute and once a day, not once a call.
  IF m.in_minute = a_minute + 1 OR m.in_day = a_day + 1 THEN
    PERFORM write_staff_event(me, 'unusual', me.name, detail => jsonb_build_object(
      'kind', asked, 'in_minute', m.in_minute, 'in_day', m.in_day, 'a_minute', a_minute, 'a_day', a_day));
  END IF;
  RETURN CASE
    WHEN m.in_day > a_day THEN ceil(extract(epoch FROM midnight(m.day + 1) - now_))::integer
    ELSE greatest(1, ceil(extract(epoch FROM m.minute_since + interval '1 minute' - now_))::integer)
  END;
END
$$;
COMMENT ON FUNCTION review.metered IS
  'Internal. Counts one more of what a login asks for, under the lock of its row, and answers null, or the seconds until it may ask again. Who goes '
  'beyond the measure (settings KIND_a_minute, KIND_a_day) is entered as unusual.';
