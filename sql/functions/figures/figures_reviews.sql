CREATE OR REPLACE FUNCTION review.figures_reviews(departments text[], first_day date, last_day date, of_reviewer text)
RETURNS TABLE (department_code text, month date, days integer, cases bigint, late bigint, early bigint, decided_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' AS $$
#variable_conflict use_column
DECLARE
  asked constant text[] := bureaus_asked(departments);
  since constant timestamptz := coalesce(midnight(first_day), '-infinity');
  until constant timestamptz := coalesce(midnight(last_day + 1), 'infinity');
BEGIN
  RETURN QUERY
    WITH timed AS MATERIALIZED (
      -- Alike ones are one row before their days are counted.
      SELECT d.department_code, d.decided_by, china_day(d.decided_at) AS decided, china_day(d.began_at) AS begun, count(*) AS cases,
        count(*) FILTER (WHERE china_day(d.decided_at) > d.due_on) AS late, count(*) FILTER (WHERE china_day(d.decided_at) < d.due_on) AS early
      FROM decision d
      WHERE d.department_code = ANY (asked) AND d.decided_at >= since AND d.decided_at < until
        AND (of_reviewer IS NULL OR d.decided_by = of_reviewer)
      GROUP BY 1, 2, 3, 4
    ), calendar AS MATERIALIZED (
      -- Working days are counted by a running sum.
      SELECT s.day::date AS day, sum(is_working_day(s.day::date)::integer) OVER (ORDER BY s.day) AS working
      FROM (SELECT min(t.begun) AS first, max(t.decided) AS last FROM timed t) AS span,
        generate_series(span.first, span.last, interval '1 day') AS s (day)
    )
    SELECT t.department_code::text, date_trunc('month', t.decided)::date, (last.working - first.working)::integer, sum(t.cases)::bigint,
      sum(t.late)::bigint, sum(t.early)::bigint, t.decided_by::text
    FROM timed t JOIN calendar first ON first.day = t.begun JOIN calendar last ON last.day = t.decided
    GROUP BY 1, 2, 3, t.decided_by;
END
$$;
COMMENT ON FUNCTION review.figures_reviews IS
  'Decisions by department, month, who made them and the working days since the submission or reopening; how many were late, and how many '
  'before the due day. Reviewer, manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_reviews TO review_reviewer, review_manager;
