CREATE OR REPLACE FUNCTION review.figures_backlog(departments text[], first_day date, last_day date, of_state text, of_reviewer text)
RETURNS TABLE (department_code text, day date, due date, holder text, applications bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  asked constant text[] := bureaus_asked(departments);
  since constant timestamptz := coalesce(midnight(first_day), '-infinity');
  until constant timestamptz := coalesce(midnight(last_day + 1), 'infinity');
BEGIN
  RETURN QUERY
    SELECT q.department_code::text, china_day(q.submitted_at), q.due_on, q.holder, count(*)
    FROM queue_item() q
    WHERE q.department_code = ANY (asked) AND q.submitted_at >= since AND q.submitted_at < until
      AND (of_state IS NULL OR q.state = of_state) AND (of_reviewer IS NULL OR q.holder = of_reviewer)
    GROUP BY 1, 2, 3, 4;
END
$$;
COMMENT ON FUNCTION review.figures_backlog IS
  'Pending applications by department, day of the latest submission, due day and holder; a lease that ran out is none. Reviewer, manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_backlog TO review_reviewer, review_manager;
