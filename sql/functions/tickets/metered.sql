CREATE OR REPLACE FUNCTION review.metered(me review.staff, asked text) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  now_ constant timestamptz := clock_timestamp();
  a_minute constant integer := staff_setting(me, asked || '_a_minute', CASE asked WHEN 'lookup' THEN 60 ELSE 300 END);
  a_day constant integer := staff_setting(me, asked || '_a_day', CASE asked WHEN 'lookup' THEN 600 WHEN 'release' THEN 60 ELSE 6000 END);
  m ticket_meter;
BEGIN
  -- The clock is read again where the row was waited for: what was read before would count for another minute.
  INSERT INTO ticket_meter AS t (login, kind, minute_since, in_minute, day, in_day) VALUES (me.name, asked, now_, 1, (now_ AT TIME ZONE 'Asia/Shanghai')::date, 1)
  ON CONFLICT (login, kind) DO UPDATE SET
    minute_since = CASE WHEN t.minute_since BETWEEN clock_timestamp() - interval '1 minute' AND clock_timestamp() THEN t.minute_since ELSE clock_timestamp() END,
    in_minute = CASE WHEN t.minute_since BETWEEN clock_timestamp() - interval '1 minute' AND clock_timestamp() THEN t.in_minute + 1 ELSE 1 END,
    day = greatest(t.day, excluded.day), in_day = CASE WHEN t.day >= excluded.day THEN t.in_day + 1 ELSE 1 END
  RETURNING t.* INTO m;
  PERFORM still(me);
  IF m.in_minute <= a_minute AND m.in_day <= a_day THEN
    RETURN NULL;
  END IF;
  -- Once a minute and once a day, not once a call.
  IF m.in_minute = a_minute + 1 OR m.in_day = a_day + 1 THEN
    PERFORM write_deed(me, 'unusual', me.name, detail => jsonb_build_object(
      'kind', asked, 'in_minute', m.in_minute, 'in_day', m.in_day, 'a_minute', a_minute, 'a_day', a_day));
  END IF;
  RETURN CASE
    WHEN m.in_day > a_day THEN ceil(extract(epoch FROM (m.day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' - now_))::integer
    ELSE greatest(1, ceil(extract(epoch FROM m.minute_since + interval '1 minute' - now_))::integer)
  END;
END
$$;
COMMENT ON FUNCTION review.metered IS
  'Internal. Counts one more of what a login asks for, under the lock of its row, and answers null, or the seconds until it may ask again. Who goes '
  'beyond the measure (settings KIND_a_minute, KIND_a_day) is entered as unusual.';
