CREATE OR REPLACE FUNCTION review.queue_counts(of_department text DEFAULT NULL)
RETURNS TABLE (department_code text, pending bigint, due_today bigint, overdue bigint, held bigint, mine bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  me constant staff := viewer('queue', 'reviewer', 'manager');
  asked constant text[] := bureaus_below(departments_of(me), of_department);
  day constant date := today();
BEGIN
  RETURN QUERY
    SELECT q.department_code::text, count(*), count(*) FILTER (WHERE q.due_on = day), count(*) FILTER (WHERE q.due_on < day),
      count(q.holder), count(*) FILTER (WHERE q.holder = me.name)
    FROM queue_item() q WHERE q.department_code = ANY (asked) GROUP BY 1 ORDER BY 2 DESC, 1;
END
$$;
COMMENT ON FUNCTION review.queue_counts IS
  'What waits, by department (only those where something waits), the fullest first: of all departments of the caller or those at and below one. '
  'Reviewer, manager. RC403, RC428.';
GRANT EXECUTE ON FUNCTION review.queue_counts TO review_reviewer, review_manager;
