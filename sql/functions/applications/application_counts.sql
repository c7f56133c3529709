CREATE OR REPLACE FUNCTION review.application_counts() RETURNS TABLE (department_code text, state text, applications bigint, overdue bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
BEGIN
  IF NOT is_owner() THEN
    PERFORM viewer('counts', 'administrator');
  END IF;
  RETURN QUERY
    SELECT a.department_code::text, effective_state(a.state, a.lease_expires_at), count(*),
      count(*) FILTER (WHERE a.state IN ('submitted', 'in_review') AND a.due_on < (SELECT today()))
    FROM application a WHERE a.revision > 0 GROUP BY 1, 2 ORDER BY 1, 2;
END
$$;
COMMENT ON FUNCTION review.application_counts IS 'Applications by department and effective state: all that an administrator sees of them. Administrator, owner. RC403.';
GRANT EXECUTE ON FUNCTION review.application_counts TO review_admin;
