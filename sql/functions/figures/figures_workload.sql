CREATE OR REPLACE FUNCTION review.figures_workload(departments text[], first_day date, last_day date, of_reviewer text)
RETURNS TABLE (decided_by text, department_code text, day date, approval boolean, first boolean, decisions bigint, revisions bigint)
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
    SELECT d.decided_by::text, d.department_code::text, china_day(d.decided_at), d.outcome = 'approved', d.revision = 1,
      count(*), sum(d.revision)
    FROM decision d
    WHERE d.department_code = ANY (asked) AND d.decided_at >= since AND d.decided_at < until AND (of_reviewer IS NULL OR d.decided_by = of_reviewer)
    GROUP BY 1, 2, 3, 4, 5;
END
$$;
COMMENT ON FUNCTION review.figures_workload IS
  'Decisions by who made them, department, day, outcome and whether about a first submission; revisions: their numbers added up. Reviewer, manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_workload TO review_reviewer, review_manager;
