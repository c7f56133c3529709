CREATE OR REPLACE FUNCTION review.figures_flow(departments text[], first_day date, last_day date, recent_from date)
RETURNS TABLE (department_code text, day date, movement text, phase text, recent boolean, times bigint, no_day integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' AS $$
#variable_conflict use_column
DECLARE
  asked constant text[] := bureaus_asked(departments);
  since constant timestamptz := CASE WHEN first_day IS NULL THEN '-infinity'
    ELSE midnight(least(first_day, recent_from)) END;
BEGIN
  RETURN QUERY
    -- Counted by bureau and day first; what is then added up in two ways is a hundredth of it.
    WITH movements AS (
      SELECT e.department_code, china_day(e.at) AS day,
        CASE e.action WHEN 'submitted' THEN CASE e.revision WHEN 1 THEN 'first' ELSE 'again' END
          WHEN 'transferred' THEN 'moved_out' ELSE e.action END AS movement, count(*) AS times
      FROM event e
      WHERE e.department_code = ANY (asked) AND e.action IN ('submitted', 'withdrawn', 'reopened', 'transferred') AND e.at >= since
      GROUP BY 1, 2, 3
      UNION ALL
      SELECT d.department_code, china_day(d.decided_at), d.outcome, count(*)
      FROM decision d WHERE d.department_code = ANY (asked) AND d.decided_at >= since
      GROUP BY 1, 2, 3
      UNION ALL
      -- Told by several channels, it was handed over once.
      SELECT n.department_code, china_day(n.created_at), 'moved_in', count(*)
      FROM (SELECT DISTINCT x.department_code, x.application_id, x.created_at FROM notification x
        WHERE x.department_code = ANY (asked) AND x.event = 'transferred' AND x.created_at >= since) AS n
      GROUP BY 1, 2
    ), placed AS (
      SELECT m.department_code, m.day, m.movement, m.times,
        CASE WHEN m.day < first_day THEN 'before' WHEN m.day > last_day THEN 'after' ELSE 'within' END AS phase,
        m.day >= recent_from AND m.day < today() AS recent
      FROM movements m
    )
    SELECT p.department_code::text, p.day, p.movement::text, p.phase, p.recent, sum(p.times)::bigint, grouping(p.day)
    FROM placed p GROUP BY GROUPING SETS ((p.day, p.movement), (p.department_code, p.movement, p.phase, p.recent));
END
$$;
COMMENT ON FUNCTION review.figures_flow IS
  'What came in and went out, from the first day of the period or the first of the recent days until now: by day, and by department with what lies before, '
  'within and after the period. What was handed over leaves an entry with the bureau that had it, and a message of the bureau that got it. Reviewer, '
  'manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_flow TO review_reviewer, review_manager;
