CREATE OR REPLACE FUNCTION review.lapse_metered(of_holder text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  holder staff;
  m ticket_meter;
BEGIN
  SELECT * INTO holder FROM staff s WHERE s.name = of_holder;
  -- Where the holder's own row is taken it is counted next time: nobody waits for it who only finds that a lease ran out.
  PERFORM FROM ticket_meter t WHERE t.login = of_holder AND t.kind = 'lapse' FOR UPDATE SKIP LOCKED;
  IF holder.name IS NULL OR NOT FOUND AND EXISTS (SELECT FROM ticket_meter t WHERE t.login = of_holder AND t.kind = 'lapse') THEN
    RETURN;
  END IF;
  m := counted(of_holder, 'lapse');
  IF m.in_day = staff_setting(holder, 'release_a_day', 60) + 1 THEN
    INSERT INTO event (actor, action, department_code, subject, detail)
    VALUES ('clock', 'unusual', holder.department_code, of_holder, jsonb_build_object('kind', 'lapse', 'in_day', m.in_day));
  END IF;
END
$$;
COMMENT ON FUNCTION review.lapse_metered IS
  'Internal. Counts a case that somebody took, saw whole and let lapse, or lost to a manager undecided: beyond the measure of those given back a day (release_a_day) it is entered as unusual.';
