-- LANGUAGE sql, without SET: the planner inlines it where a million rows are loaded.
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
  'Internal. Of the review of a revision that is over at a moment: when it began, by the submission or the latest reopening, and the due day, the '
  'latest that it had. One row.';
