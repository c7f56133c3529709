CREATE OR REPLACE FUNCTION review.figures_reasons(departments text[], first_day date, last_day date, of_reviewer text)
RETURNS TABLE (department_code text, month date, code text, target text, fate text, times bigint, returns bigint,
  no_department integer, no_month integer, no_target integer)
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
    WITH followed AS MATERIALIZED (
      SELECT d.id, d.department_code, date_trunc('month', d.decided_at AT TIME ZONE 'Asia/Shanghai')::date AS month,
        n.id AS next_id, n.outcome AS next_outcome, n.revision = d.revision AS anew, a.id IS NOT NULL AS seen,
        a.state IN ('submitted', 'in_review') AS waits
      FROM decision d
      LEFT JOIN application a ON a.id = d.application_id AND a.department_code = ANY (mine)
      LEFT JOIN decision n ON n.follows = d.id AND (a.id IS NOT NULL OR n.department_code = ANY (mine))
      WHERE d.department_code = ANY (asked) AND d.outcome = 'returned' AND d.decided_at >= since AND d.decided_at < until
        AND (of_reviewer IS NULL OR d.decided_by = of_reviewer)
    ), named AS (
      -- Counted before it is added up in four ways.
      SELECT f.department_code, f.month, r.code::text AS code, coalesce(target_base(r.target), '') AS target,
        CASE
          WHEN f.next_id IS NULL AND NOT f.seen THEN 'other'
          WHEN f.next_id IS NULL AND f.waits THEN 'pending'
          WHEN f.next_id IS NULL THEN 'open'
          WHEN f.anew THEN 'other'
          WHEN f.next_outcome = 'returned' AND EXISTS (
            SELECT FROM decision_reason s WHERE s.decision_id = f.next_id AND s.code = r.code
              AND target_base(s.target) IS NOT DISTINCT FROM target_base(r.target)) THEN 'again'
          ELSE 'corrected' END AS fate, count(*) AS times, count(*) FILTER (WHERE r.ordinal = 1) AS returns
      FROM followed f JOIN decision_reason r ON r.decision_id = f.id
      GROUP BY 1, 2, 3, 4, 5
    )
    SELECT n.department_code::text, n.month, n.code, n.target, n.fate, sum(n.times)::bigint, sum(n.returns)::bigint,
      grouping(n.department_code), grouping(n.month), grouping(n.target)
    FROM named n GROUP BY GROUPING SETS ((n.department_code, n.code, n.fate), (n.month, n.code, n.fate), (n.target, n.fate), (n.code, n.fate));
END
$$;
COMMENT ON FUNCTION review.figures_reasons IS
  'Reasons that returns named, and what became of them: by department and code, by month and code, by field or slot (empty where none is named), by code. '
  'Reviewer, manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_reasons TO review_reviewer, review_manager;
