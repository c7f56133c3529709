CREATE OR REPLACE FUNCTION review.counted(of_login text, of_kind text) RETURNS review.ticket_meter
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  meter ticket_meter;
BEGIN
  -- The clock is read again where the row was waited for: what was read before would count for another minute.
  INSERT INTO ticket_meter AS t (login, kind, minute_since, in_minute, day, in_day)
  VALUES (of_login, of_kind, clock_timestamp(), 1, (clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date, 1)
  ON CONFLICT (login, kind) DO UPDATE SET
    minute_since = CASE WHEN t.minute_since BETWEEN clock_timestamp() - interval '1 minute' AND clock_timestamp() THEN t.minute_since ELSE clock_timestamp() END,
    in_minute = CASE WHEN t.minute_since BETWEEN clock_timestamp() - interval '1 minute' AND clock_timestamp() THEN t.in_minute + 1 ELSE 1 END,
    day = greatest(t.day, excluded.day), in_day = CASE WHEN t.day >= excluded.day THEN t.in_day + 1 ELSE 1 END
  RETURNING t.* INTO meter;
  RETURN meter;
END
$$;
COMMENT ON FUNCTION review.counted IS 'Internal. Counts one more of a kind for a login, under the lock of its row: in this minute and on this day, by the clock.';
