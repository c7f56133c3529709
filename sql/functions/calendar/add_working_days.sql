CREATE OR REPLACE FUNCTION review.add_working_days(start date, days integer) RETURNS date
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  day date := start;
  remaining integer := days;
BEGIN
  WHILE remaining > 0 LOOP
    day := day + 1;
    IF is_working_day(day) THEN
      remaining := remaining - 1;
    END IF;
  END LOOP;
  RETURN day;
END
$$;
COMMENT ON FUNCTION review.add_working_days IS
  'The day on which the given number of working days after start ends; start itself does not count. '
  '5 working days after 2026-09-28 end on 2026-10-10.';
GRANT EXECUTE ON FUNCTION review.add_working_days TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
