CREATE OR REPLACE FUNCTION review.figures_backlog(departments text[], first_day date, last_day date, of_state text, of_reviewer text)
RETURNS TABLE (department_code text, day date, due date, holder text, applications bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  mine constant text[] := departments_of(reader('figures', 'reviewer', 'manager'));
  asked constant text[] := bureaus_among(mine, departments);
  since constant timestamptz := coalesce(first_day::timestamp AT TIME ZONE 'Asia/Shanghai', '-infinity');
  until constant timestamptz := coalesce((last_day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai', 'infinity');
BEGIN
  RETURN QUERY
    SELECT a.department_code::text, (a.submitted_at AT TIME ZONE 'Asia/Shanghai')::date, a.due_on,
      CASE WHEN a.lease_expires_at > now() THEN a.holder::text END, count(*)
    FROM application a
    WHERE a.department_code = ANY (asked) AND a.state IN ('submitted', 'in_review') AND a.submitted_at >= since AND a.submitted_at < until
      AND (of_state IS NULL OR effective_state(a.state, a.lease_expires_at) = of_state)
      AND (of_reviewer IS NULL OR a.holder = of_reviewer AND a.lease_expires_at > now())
    GROUP BY 1, 2, 3, 4;
END
$$;
COMMENT ON FUNCTION review.figures_backlog IS
  'Pending applications by department, day of the latest submission, due day and holder; a lease that ran out is none. Reviewer, manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_backlog TO review_reviewer, review_manager;
