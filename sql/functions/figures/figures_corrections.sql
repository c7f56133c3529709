CREATE OR REPLACE FUNCTION review.figures_corrections(departments text[], first_day date, last_day date, of_reviewer text)
RETURNS TABLE (department_code text, month date, days integer, cases bigint)
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
    -- Of the decisions about the revision before, the last one; where a return was taken back, that is another.
    SELECT e.department_code::text, date_trunc('month', china_day(e.at))::date, china_day(e.at) - china_day(d.decided_at), count(*)
    FROM event e JOIN decision d ON d.application_id = e.application_id AND d.revision = e.revision - 1
    LEFT JOIN decision n ON n.follows = d.id AND n.decided_at <= e.at
    WHERE e.department_code = ANY (asked) AND e.action = 'submitted' AND e.revision > 1 AND e.at >= since AND e.at < until
      AND d.outcome = 'returned' AND n.id IS NULL AND (of_reviewer IS NULL OR d.decided_by = of_reviewer)
      -- A change that was given up is not corrected by the next one.
      AND NOT EXISTS (SELECT FROM event g WHERE g.application_id = e.application_id AND g.action = 'change_given_up' AND g.at BETWEEN d.decided_at AND e.at)
    GROUP BY 1, 2, 3;
END
$$;
COMMENT ON FUNCTION review.figures_corrections IS
  'Resubmissions after a return, by the department that got them, month and the days since it, wherever it was. Reviewer, manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_corrections TO review_reviewer, review_manager;
