CREATE OR REPLACE FUNCTION review.figures_wholes(departments text[], first_day date, last_day date, of_reviewer text)
RETURNS TABLE (department_code text, month date, days integer, cases bigint)
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
    SELECT w.department_code::text, date_trunc('month', china_day(w.approved_at))::date,
      china_day(w.approved_at) - china_day(w.began_at), count(*)
    FROM (
      SELECT a.department_code, a.approved_at, a.decided_by, coalesce(b.changed_at, a.first_submitted_at) AS began_at
      FROM application a LEFT JOIN before_change b ON b.application_id = a.id
      WHERE a.department_code = ANY (asked) AND a.state = 'approved' AND a.approved_at >= since AND a.approved_at < until
      UNION ALL
      SELECT f.department_code, f.approved_at, f.decided_by, f.first_submitted_at FROM in_force_beside(asked) f
      WHERE f.approved_at >= since AND f.approved_at < until) AS w
    WHERE of_reviewer IS NULL OR w.decided_by = of_reviewer
    GROUP BY 1, 2, 3;
END
$$;
COMMENT ON FUNCTION review.figures_wholes IS
  'Approvals by department, month and the days since the first submission, of a change since it was sent in. Reviewer, manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_wholes TO review_reviewer, review_manager;
