CREATE OR REPLACE FUNCTION review.working_days(after date, until date) RETURNS integer
LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
  -- Days from Monday to Friday since a Monday long ago, by arithmetic; then what the calendar makes otherwise.
  SELECT CASE WHEN until <= after THEN 0 ELSE (
    SELECT (sum(d.sign * (d.since / 7 * 5 + least(d.since % 7 + 1, 5))))::integer
    FROM (VALUES (1, until - date '1899-12-25'), (-1, after - date '1899-12-25')) AS d (sign, since))
    + (SELECT count(*) FILTER (WHERE h.kind = 'makeup_workday' AND extract(isodow FROM h.date) > 5)
        - count(*) FILTER (WHERE h.kind <> 'makeup_workday' AND extract(isodow FROM h.date) < 6)
      FROM holiday h WHERE h.date > after AND h.date <= until)::integer END
$$;
COMMENT ON FUNCTION review.working_days IS
  'Internal. How many working days there are behind a day up to another, that one included, by is_working_day(); 0 where it is not behind. '
  'From 2026-09-30 to 2026-10-10 there are 3. Null of null.';
