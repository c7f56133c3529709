CREATE OR REPLACE FUNCTION review.queue(
  of_department text DEFAULT NULL, of_state text DEFAULT NULL, only_overdue boolean DEFAULT false, only_mine boolean DEFAULT false,
  sort text DEFAULT 'due', after_due date DEFAULT NULL, after_at timestamptz DEFAULT NULL, after_id bigint DEFAULT NULL,
  at_most integer DEFAULT 20)
RETURNS TABLE (id bigint, number text, department_code text, state text, revision integer, submitted_at timestamptz, due_on date,
  overdue boolean, holder text, lease_expires_at timestamptz, warnings integer, is_change boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  me constant staff := viewer('queue', 'reviewer', 'manager');
  asked constant text[] := bureaus_below(departments_of(me), of_department);
  behind_due constant date := coalesce(after_due, '-infinity');
  behind_at constant timestamptz := coalesce(after_at, '-infinity');
  behind_id constant bigint := coalesce(after_id, 0);
BEGIN
  -- Each bureau gives at most a page, from its own stretch of the index.
  IF sort = 'submitted' THEN
    RETURN QUERY
      SELECT p.*, has_before(p.id) FROM unnest(asked) AS d (code) CROSS JOIN LATERAL (
        SELECT q.id, q.number::text, q.department_code::text, q.state, q.revision, q.submitted_at, q.due_on, q.overdue, q.holder,
          q.lease_expires_at, q.warnings FROM queue_item() q
        WHERE q.department_code = d.code AND (q.submitted_at, q.id) > (behind_at, behind_id)
          AND (of_state IS NULL OR q.state = of_state) AND (only_overdue IS NOT TRUE OR q.overdue)
          AND (only_mine IS NOT TRUE OR q.holder = me.name)
        ORDER BY q.submitted_at, q.id LIMIT at_most) AS p
      ORDER BY p.submitted_at, p.id LIMIT at_most;
  ELSE
    RETURN QUERY
      SELECT p.*, has_before(p.id) FROM unnest(asked) AS d (code) CROSS JOIN LATERAL (
        SELECT q.id, q.number::text, q.department_code::text, q.state, q.revision, q.submitted_at, q.due_on, q.overdue, q.holder,
          q.lease_expires_at, q.warnings FROM queue_item() q
        WHERE q.department_code = d.code AND (q.due_on, q.submitted_at, q.id) > (behind_due, behind_at, behind_id)
          AND (of_state IS NULL OR q.state = of_state) AND (only_overdue IS NOT TRUE OR q.overdue)
          AND (only_mine IS NOT TRUE OR q.holder = me.name)
        ORDER BY q.due_on, q.submitted_at, q.id LIMIT at_most) AS p
      ORDER BY p.due_on, p.submitted_at, p.id LIMIT at_most;
  END IF;
END
$$;
COMMENT ON FUNCTION review.queue IS
  'A page of pending applications with effective state and holder, and whether it is a change of what is in force, without names: of all departments of the caller or those at and below one, the oldest '
  'due first (sort ''submitted'': the oldest submitted). The next page is behind the last row''s due_on, submitted_at, id. Reviewer, manager. RC403, RC428.';
GRANT EXECUTE ON FUNCTION review.queue TO review_reviewer, review_manager;
