-- Applications and what hangs on them, without names, birth dates, answers, ID numbers, phones, recipients, message texts,
-- what colleagues wrote, keys and drafts: functions hand those out, after it is on record who looks.
-- Policies compare one column with a value or an array that is computed once a statement, so that indexes serve them.

ALTER TABLE review.application ENABLE ROW LEVEL SECURITY;
GRANT SELECT (id, number, province, applicant_id, department_code, state, profile_version, channel, revision, submitted_at, first_submitted_at,
    due_on, holder, claimed_at, lease_expires_at, decided_at, decided_by, approved_at, sex, birth_year, country, ethnic, political,
    education_level, degree, part_time_level, qualification_level, qualification_type, title, post, admin_post, unit_type, work_status, cpa,
    work_started_on, unit_region, warnings)
  ON review.application TO review_reviewer, review_manager;
-- A reviewer has one department: "=" keeps the index's order. A manager has many: an array.
CREATE POLICY own_department ON review.application FOR SELECT TO review_reviewer
  USING (department_code = (SELECT review.my_department()));
CREATE POLICY own_subtree ON review.application FOR SELECT TO review_manager
  USING (department_code = ANY ((SELECT review.my_departments())::text[]));
-- Units learn their names from approvals, whoever approves.
CREATE TRIGGER unit_learn AFTER UPDATE OF state ON review.application
  FOR EACH ROW WHEN (NEW.state = 'approved' AND OLD.state <> 'approved') EXECUTE FUNCTION review.unit_learn();

-- What hangs on an application is seen by who sees the application (its present bureau) ...
ALTER TABLE review.submission ENABLE ROW LEVEL SECURITY;
GRANT SELECT (application_id, revision, content_hash, profile_version, submitted_at, channel, commitment, warnings)
  ON review.submission TO review_reviewer, review_manager;
CREATE POLICY with_application ON review.submission FOR SELECT TO review_reviewer, review_manager
  USING (EXISTS (SELECT FROM review.application a WHERE a.id = application_id));

ALTER TABLE review.attachment ENABLE ROW LEVEL SECURITY;
GRANT SELECT (application_id, revision, slot, n, sha256, bytes, width, height, kind) ON review.attachment TO review_reviewer, review_manager;
CREATE POLICY with_application ON review.attachment FOR SELECT TO review_reviewer, review_manager
  USING (EXISTS (SELECT FROM review.application a WHERE a.id = application_id));

ALTER TABLE review.note ENABLE ROW LEVEL SECURITY;
GRANT SELECT (id, application_id, author, written_at) ON review.note TO review_reviewer, review_manager;
CREATE POLICY with_application ON review.note FOR SELECT TO review_reviewer, review_manager
  USING (EXISTS (SELECT FROM review.application a WHERE a.id = application_id));

-- ... and what a bureau did stays visible to it after a transfer.
ALTER TABLE review.decision ENABLE ROW LEVEL SECURITY;
GRANT SELECT (id, application_id, revision, department_code, outcome, content_hash, decided_by, decided_at)
  ON review.decision TO review_reviewer, review_manager;
CREATE POLICY own_actions ON review.decision FOR SELECT TO review_reviewer, review_manager
  USING (department_code = ANY ((SELECT review.my_departments())::text[])
         OR EXISTS (SELECT FROM review.application a WHERE a.id = application_id));

ALTER TABLE review.decision_reason ENABLE ROW LEVEL SECURITY;
GRANT SELECT (decision_id, ordinal, code, target, department_code) ON review.decision_reason TO review_reviewer, review_manager;
CREATE POLICY own_actions ON review.decision_reason FOR SELECT TO review_reviewer, review_manager
  USING (department_code = ANY ((SELECT review.my_departments())::text[])
         OR EXISTS (SELECT FROM review.decision d WHERE d.id = decision_id));

ALTER TABLE review.notification ENABLE ROW LEVEL SECURITY;
GRANT SELECT (id, application_id, department_code, event, decision_id, channel, state, created_at, delivered_at, attempts, next_attempt_at)
  ON review.notification TO review_reviewer, review_manager;
CREATE POLICY own_actions ON review.notification FOR SELECT TO review_reviewer, review_manager
  USING (department_code = ANY ((SELECT review.my_departments())::text[])
         OR EXISTS (SELECT FROM review.application a WHERE a.id = application_id));

ALTER TABLE review.notification_attempt ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON review.notification_attempt TO review_reviewer, review_manager;
CREATE POLICY with_notification ON review.notification_attempt FOR SELECT TO review_reviewer, review_manager
  USING (EXISTS (SELECT FROM review.notification n WHERE n.id = notification_id));
