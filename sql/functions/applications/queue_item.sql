-- LANGUAGE sql, without SET: the planner inlines it, so that indexes serve what is asked of it.
CREATE OR REPLACE FUNCTION review.queue_item() RETURNS TABLE (
  id bigint, number review.key, department_code review.key, province review.key, state text, revision integer,
  submitted_at timestamptz, first_submitted_at timestamptz, due_on date, overdue boolean,
  holder text, claimed_at timestamptz, lease_expires_at timestamptz, warnings integer)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT a.id, a.number, a.department_code, a.province,
    CASE WHEN a.state = 'in_review' AND a.lease_expires_at <= now() THEN 'submitted' ELSE a.state END,
    a.revision, a.submitted_at, a.first_submitted_at, a.due_on, a.due_on < (SELECT review.today()),
    CASE WHEN a.lease_expires_at > now() THEN a.holder END,
    CASE WHEN a.lease_expires_at > now() THEN a.claimed_at END,
    CASE WHEN a.lease_expires_at > now() THEN a.lease_expires_at END,
    a.warnings
  FROM review.application a
  WHERE a.state IN ('submitted', 'in_review')
$$;
COMMENT ON FUNCTION review.queue_item IS
  'Internal. Pending applications of all bureaus, with effective state and holder.';
