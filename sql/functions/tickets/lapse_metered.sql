CREATE OR REPLACE FUNCTION review.lapse_metered(of_holder text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  -- What was taken in the evening is found to have lapsed on the next morning of work.
  since constant timestamptz := least(clock_timestamp() - interval '2 days',
    (SELECT max(d) FROM generate_series(today() - 15, today() - 1, interval '1 day') AS d WHERE is_working_day(d::date))::date::timestamp AT TIME ZONE 'Asia/Shanghai');
  holder staff;
  undecided bigint;
BEGIN
  SELECT * INTO holder FROM staff s WHERE s.name = of_holder;
  -- From the trail itself: no counter that somebody could hold.
  SELECT count(*) FILTER (WHERE e.action IN ('claimed', 'taken_over', 'reopened')) - count(*) FILTER (WHERE e.action IN ('approved', 'returned'))
    INTO undecided FROM event e WHERE e.actor = of_holder AND e.at >= since;
  IF undecided > staff_setting(holder, 'release_a_day', 60) AND NOT EXISTS (
      SELECT FROM event e WHERE e.department_code = holder.department_code AND e.at >= since
        AND e.action = 'unusual' AND e.subject = of_holder AND e.detail ->> 'kind' = 'lapse') THEN
    INSERT INTO event (actor, action, department_code, subject, detail)
    VALUES ('clock', 'unusual', holder.department_code, of_holder, jsonb_build_object('kind', 'lapse', 'in_day', undecided));
  END IF;
END
$$;
COMMENT ON FUNCTION review.lapse_metered IS
  'Internal. After a case was let lapse, or lost to a manager: whoever took more cases since the last working day, two days at least, and saw them whole than he decided, beyond the measure of '
  'those given back a day (release_a_day), is entered as unusual, once in that time.';
