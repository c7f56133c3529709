CREATE OR REPLACE FUNCTION review.figures_reviews(departments text[], first_day date, last_day date, of_reviewer text)
RETURNS TABLE (department_code text, month date, days integer, cases bigint, late bigint, early bigint, decided_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  mine constant text[] := departments_of(reader('figures', 'reviewer', 'manager'));
  asked constant text[] := bureaus_among(mine, departments);
  since constant timestamptz := coalesce(midnight(first_day), '-infinity');
  until constant timestamptz := coalesce(midnight(last_day + 1), 'infinity');
BEGIN
  RETURN QUERY
    WITH decided AS NOT MATERIALIZED (
      SELECT d.id, d.application_id, d.revision, d.department_code, d.decided_at, d.decided_by FROM decision d
      WHERE d.department_code = ANY (asked) AND d.decided_at >= since AND d.decided_at < until
        AND (of_reviewer IS NULL OR d.decided_by = of_reviewer)
    ), moved AS (
      -- Few are reopened, or due later than they were.
      SELECT d.id, max(e.at) FILTER (WHERE e.action = 'reopened') AS at, max(e.detail ->> 'due_on') AS due
      FROM event e JOIN decided d ON d.application_id = e.application_id AND d.revision = e.revision
      WHERE e.department_code = ANY (asked) AND e.action IN ('reopened', 'due_moved') AND e.at <= d.decided_at
      GROUP BY d.id
    ), begun AS (
      -- A revision is sent in once. Looked for among the bureaus' own entries, of which an index knows the department; only where it came in
      -- elsewhere, one by one.
      SELECT d.department_code, d.decided_by, (d.decided_at AT TIME ZONE 'Asia/Shanghai')::date AS decided,
        coalesce(greatest(s.at, m.at), (elsewhere.found ->> 'at')::timestamptz) AS at, greatest(s.detail ->> 'due_on', m.due, elsewhere.found ->> 'due') AS due
      FROM decided d
      LEFT JOIN event s ON s.application_id = d.application_id AND s.revision = d.revision AND s.action = 'submitted'
        AND s.department_code = ANY (asked) AND s.at <= d.decided_at
      LEFT JOIN moved m ON m.id = d.id
      CROSS JOIN LATERAL (SELECT CASE WHEN s.at IS NULL AND m.at IS NULL THEN (
        SELECT jsonb_build_object('at', max(e.at) FILTER (WHERE e.action <> 'due_moved'), 'due', max(e.detail ->> 'due_on')) FROM event e
        WHERE e.application_id = d.application_id AND e.revision = d.revision AND e.action IN ('submitted', 'reopened', 'due_moved')
          AND e.at <= d.decided_at
          AND (e.department_code = ANY (mine)
            OR EXISTS (SELECT FROM application a WHERE a.id = e.application_id AND a.department_code = ANY (mine)))) END AS found) AS elsewhere
    ), timed AS MATERIALIZED (
      -- Alike ones are one row before their days are counted.
      SELECT b.department_code, b.decided_by, b.decided, (b.at AT TIME ZONE 'Asia/Shanghai')::date AS begun, count(*) AS cases,
        count(*) FILTER (WHERE b.decided > b.due::date) AS late, count(*) FILTER (WHERE b.decided < b.due::date) AS early
      FROM begun b GROUP BY 1, 2, 3, 4
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
