CREATE OR REPLACE FUNCTION review.figures_standings(departments text[], first_day date, last_day date)
RETURNS TABLE (department_code text, state text, revision integer, applications bigint)
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
    SELECT c.department_code, c.state, c.revision, sum(c.applications)::bigint
    FROM (
      SELECT a.department_code::text, effective_state(a.state, a.lease_expires_at) AS state, least(a.revision, 4) AS revision, count(*) AS applications
      FROM application a
      WHERE a.department_code = ANY (asked) AND a.state IN ('approved', 'returned', 'submitted', 'in_review')
        AND a.submitted_at >= since AND a.submitted_at < until
      GROUP BY 1, 2, 3
      UNION ALL
      SELECT f.department_code::text, 'approved', least(f.revision, 4), count(*)
      FROM in_force_beside(asked) f WHERE f.submitted_at >= since AND f.submitted_at < until
      GROUP BY 1, 2, 3) AS c
    GROUP BY 1, 2, 3;
END
$$;
COMMENT ON FUNCTION review.figures_standings IS
  'Applications by department, effective state and revision (4 stands for 4 and more), without drafts, which are the applicants'' own; what is in force while its change is under way counts beside the change, as approved. Reviewer, '
  'manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_standings TO review_reviewer, review_manager;
