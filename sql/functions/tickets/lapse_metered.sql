CREATE OR REPLACE FUNCTION review.lapse_metered(of_holder text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  holder staff;
  today_ constant date := (clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date;
  m ticket_meter;
BEGIN
  SELECT * INTO holder FROM staff s WHERE s.name = of_holder;
  -- Where the holder's own row is taken it is counted next time: nobody waits for it who only finds that a lease ran out.
  PERFORM FROM ticket_meter t WHERE t.login = of_holder AND t.kind = 'lapse' FOR UPDATE SKIP LOCKED;
  IF holder.name IS NULL OR NOT FOUND AND EXISTS (SELECT FROM ticket_meter t WHERE t.login = of_holder AND t.kind = 'lapse') THEN
    RETURN;
  END IF;
  INSERT INTO ticket_meter AS t (login, kind, minute_since, in_minute, day, in_day) VALUES (of_holder, 'lapse', clock_timestamp(), 1, today_, 1)
  ON CONFLICT (login, kind) DO UPDATE SET
    day = greatest(t.day, excluded.day), in_day = CASE WHEN t.day >= excluded.day THEN t.in_day + 1 ELSE 1 END
  RETURNING t.* INTO m;
  IF m.in_day = staff_setting(holder, 'release_a_day', 60) + 1 THEN
    INSERT INTO event (actor, action, department_code, subject, detail)
    VALUES ('clock', 'unusual', holder.department_code, of_holder, jsonb_build_object('kind', 'lapse', 'in_day', m.in_day));
  END IF;
END
$$;
COMMENT ON FUNCTION review.lapse_metered IS
  'Internal. Counts a case that somebody took, saw whole and let lapse: beyond the measure of those given back a day (release_a_day) it is entered as unusual.';
