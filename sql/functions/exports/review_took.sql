-- LANGUAGE sql, without SET: the planner inlines it, so that it costs no call a row.
CREATE OR REPLACE FUNCTION review.review_took(of_application bigint, of_revision integer, decided timestamptz, due date)
RETURNS TABLE (days integer, late boolean) LANGUAGE sql STABLE AS $$
  SELECT review.working_days(review.china_day(b.at), review.china_day(decided)),
    CASE WHEN decided IS NULL THEN due < review.today()
      ELSE coalesce(review.china_day(decided) > b.last_day, false) END
  FROM (
    SELECT max(d.began_at) AS at, max(d.due_on) AS last_day FROM review.decision d
    WHERE d.application_id = of_application AND d.revision = of_revision AND d.decided_at = decided) AS b
$$;
COMMENT ON FUNCTION review.review_took IS
  'Internal. Working days from the submission or reopening of a revision to its decision, null while there is none, and whether it is late: decided '
  'after the due day, or not decided and the due day is over. One row. figures_reviews() counts likewise.';
