CREATE OR REPLACE FUNCTION review.figures_reasons(departments text[], first_day date, last_day date, of_reviewer text)
RETURNS TABLE (department_code text, month date, code text, target text, fate text, times bigint, returns bigint,
  no_department integer, no_month integer, no_target integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' AS $$
#variable_conflict use_column
DECLARE
  mine constant text[] := departments_of(reader('figures', 'reviewer', 'manager'));
  asked constant text[] := bureaus_among(mine, departments);
  since constant timestamptz := coalesce(midnight(first_day), '-infinity');
  until constant timestamptz := coalesce(midnight(last_day + 1), 'infinity');
BEGIN
  RETURN QUERY
    WITH named AS (
      -- A return knows the decision that came next by what that one follows. Counted before it is added up in four ways, and before targets
      -- lose their indexes.
      SELECT d.department_code, date_trunc('month', china_day(d.decided_at))::date AS month, r.code::text AS code, r.target,
        CASE
          WHEN n.id IS NULL THEN CASE WHEN a.id IS NULL THEN 'other' WHEN a.state IN ('submitted', 'in_review') THEN 'pending' ELSE 'open' END
          WHEN n.department_code <> ALL (mine) OR n.revision = d.revision THEN 'other'
          WHEN r.again THEN 'again'
          ELSE 'corrected' END AS fate, count(*) AS times, count(*) FILTER (WHERE r.ordinal = 1) AS returns
      FROM decision d
      JOIN decision_reason r ON r.decision_id = d.id
      LEFT JOIN decision n ON n.follows = d.id
      LEFT JOIN (SELECT o.id, o.state FROM application o WHERE o.state <> 'approved' AND o.department_code = ANY (mine)) AS a
        ON a.id = d.application_id AND n.id IS NULL
          -- A change that was given up is not waited for.
          AND NOT EXISTS (SELECT FROM event g WHERE g.application_id = d.application_id AND g.action = 'change_given_up' AND g.at > d.decided_at)
      WHERE d.department_code = ANY (asked) AND d.outcome = 'returned' AND d.decided_at >= since AND d.decided_at < until
        AND (of_reviewer IS NULL OR d.decided_by = of_reviewer)
      GROUP BY 1, 2, 3, 4, 5
    ), pointed AS (
      SELECT n.department_code, n.month, n.code, coalesce(target_base(n.target), '') AS target, n.fate, n.times, n.returns FROM named n
    )
    SELECT p.department_code::text, p.month, p.code, p.target, p.fate, sum(p.times)::bigint, sum(p.returns)::bigint,
      grouping(p.department_code), grouping(p.month), grouping(p.target)
    FROM pointed p GROUP BY GROUPING SETS ((p.department_code, p.code, p.fate), (p.month, p.code, p.fate), (p.target, p.fate), (p.code, p.fate));
END
$$;
COMMENT ON FUNCTION review.figures_reasons IS
  'Reasons that returns named, and what became of them: by department and code, by month and code, by field or slot (empty where none is named), by code. '
  'Reviewer, manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_reasons TO review_reviewer, review_manager;
