-- LANGUAGE sql, without SET: the planner inlines it, so that it costs no call a row.
CREATE OR REPLACE FUNCTION review.review_took(of_application bigint, of_revision integer, decided_at timestamptz, due_on date)
RETURNS TABLE (days integer, late boolean) LANGUAGE sql STABLE AS $$
  SELECT review.working_days((b.at AT TIME ZONE 'Asia/Shanghai')::date, (review_took.decided_at AT TIME ZONE 'Asia/Shanghai')::date),
    CASE WHEN review_took.decided_at IS NULL THEN review_took.due_on < review.today()
      ELSE coalesce((review_took.decided_at AT TIME ZONE 'Asia/Shanghai')::date > b.due, false) END
  FROM (
    SELECT max(e.at) FILTER (WHERE e.action <> 'due_moved') AS at, max(e.detail ->> 'due_on')::date AS due
    FROM review.event e
    WHERE review_took.decided_at IS NOT NULL AND e.application_id = of_application AND e.revision = of_revision
      AND e.action IN ('submitted', 'reopened', 'due_moved') AND e.at <= review_took.decided_at) AS b
$$;
COMMENT ON FUNCTION review.review_took IS
  'Internal. Working days from the submission or reopening of a revision to its decision, null while there is none, and whether it is late: decided '
  'after the due day, or not decided and the due day is over. One row. figures_reviews() counts likewise.';
