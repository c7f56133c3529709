-- What reports ask of every decision: when the review that it ended began, when it was due, which decision about the same application came
-- before, and whether a reason of that came again. Found once, when the decision is made.

ALTER TABLE review.decision ADD COLUMN began_at timestamptz, ADD COLUMN due_on date, ADD COLUMN follows bigint;

UPDATE review.decision d SET began_at = coalesce(b.at, s.submitted_at), due_on = b.due, follows = b.follows
FROM (
  SELECT x.id, x.follows, max(e.at) FILTER (WHERE e.action = 'reopened') AS at, max(e.detail ->> 'due_on')::date AS due
  FROM (SELECT d.id, d.application_id, d.revision, d.decided_at, CASE WHEN NOT EXISTS (SELECT FROM review.event g
        WHERE g.application_id = d.application_id AND g.action = 'change_given_up' AND g.at BETWEEN d.decided_before AND d.decided_at) THEN d.before END AS follows
    FROM (SELECT id, application_id, revision, decided_at, lag(id) OVER earlier AS before, lag(decided_at) OVER earlier AS decided_before
      FROM review.decision WINDOW earlier AS (PARTITION BY application_id ORDER BY decided_at, id)) AS d) AS x
  LEFT JOIN review.event e ON e.application_id = x.application_id AND e.revision = x.revision
    AND e.action IN ('submitted', 'reopened', 'due_moved') AND e.at <= x.decided_at
  GROUP BY x.id, x.follows) AS b, review.submission s
WHERE b.id = d.id AND s.application_id = d.application_id AND s.revision = d.revision;

ALTER TABLE review.decision ALTER COLUMN began_at SET NOT NULL,
  ADD CONSTRAINT decision_follows UNIQUE (follows) INCLUDE (id, revision, department_code, decided_at),
  ADD CONSTRAINT decision_follows_fkey FOREIGN KEY (follows) REFERENCES review.decision;
COMMENT ON COLUMN review.decision.began_at IS 'When the review began that it ended: the submission of the revision, or its latest reopening.';
COMMENT ON COLUMN review.decision.due_on IS 'The last day on which it would have been in time; null where none was set.';
COMMENT ON COLUMN review.decision.follows IS 'The decision about the same application before this one; null for the first, and for the first after a change was given up.';

ALTER TABLE review.decision_reason ADD COLUMN again boolean NOT NULL DEFAULT false;
UPDATE review.decision_reason r SET again = true
FROM review.decision n JOIN review.decision_reason s ON s.decision_id = n.id
WHERE n.follows = r.decision_id AND s.code = r.code
  AND regexp_replace(regexp_replace(s.target, '\[[0-9]{0,3}\]', ''), '/[0-9]{1,3}$', '')
    IS NOT DISTINCT FROM regexp_replace(regexp_replace(r.target, '\[[0-9]{0,3}\]', ''), '/[0-9]{1,3}$', '');
COMMENT ON COLUMN review.decision_reason.again IS 'Whether the decision that followed named the same reason about the same field or slot.';

DROP INDEX review.decision_department;
CREATE INDEX decision_department ON review.decision (department_code, decided_at)
  INCLUDE (revision, outcome, began_at, due_on, decided_by);
-- Who has several approved ones: the report on structure looks for them first.
CREATE INDEX application_approved ON review.application (applicant_id) INCLUDE (department_code) WHERE state = 'approved';
-- Few changes are given up; the report on turnaround asks of each resubmission whether one was.
CREATE INDEX event_given_up ON review.event (application_id) INCLUDE (at) WHERE action = 'change_given_up';
-- The entries that began_at and due_on come from were looked up for each report.
DROP INDEX review.event_moved;
