-- LANGUAGE sql, without SET: the planner inlines it, so that it costs no call a row.
CREATE OR REPLACE FUNCTION review.review_ended(of_application bigint, of_revision integer, by_then timestamptz)
RETURNS TABLE (began_at timestamptz, due_on date) LANGUAGE sql STABLE AS $$
  SELECT coalesce(max(e.at) FILTER (WHERE e.action = 'reopened'),
      (SELECT s.submitted_at FROM review.submission s WHERE s.application_id = of_application AND s.revision = of_revision)),
    max(e.detail ->> 'due_on')::date
  FROM review.event e
  WHERE e.application_id = of_application AND e.revision = of_revision AND e.action IN ('submitted', 'reopened', 'due_moved')
    AND e.at <= by_then
$$;
COMMENT ON FUNCTION review.review_ended IS
  'Internal. When the review of a revision began that ends then, by its submission or latest reopening, and when it was due; due days only '
  'move later. One row.';
