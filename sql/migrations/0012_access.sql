-- Who may read which rows and columns, and call which function. Nobody but the owner may write any table.
-- Policies compare one column with a value or an array that is computed once a statement, so that indexes serve them.

REVOKE ALL ON ALL TABLES IN SCHEMA review FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA review FROM PUBLIC;
REVOKE ALL ON SCHEMA review FROM PUBLIC;
GRANT USAGE ON SCHEMA review TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;

-- What is no secret.
GRANT SELECT ON review.region, review.department, review.holiday, review.return_reason, review.profile, review.transition, review.migration
  TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;

-- Applications and what hangs on them, without answers, ID numbers, phones, recipients, message texts, keys and drafts.
GRANT SELECT (id, number, province, applicant_id, department_code, state, profile_version, channel, revision, submitted_at, first_submitted_at,
    due_on, holder, claimed_at, lease_expires_at, decided_at, decided_by, approved_at, applicant_name, sex, birth_date, country, ethnic, political,
    education_level, degree, part_time_level, qualification_level, qualification_type, title, post, admin_post, unit_type, work_status, cpa,
    work_started_on, unit_region, warnings)
  ON review.application TO review_reviewer, review_manager;
GRANT SELECT (application_id, revision, content_hash, profile_version, submitted_at, channel, commitment, warnings)
  ON review.submission TO review_reviewer, review_manager;
GRANT SELECT ON review.attachment, review.note, review.decision_reason TO review_reviewer, review_manager;
GRANT SELECT (id, application_id, revision, department_code, outcome, content_hash, decided_by, decided_at, note)
  ON review.decision TO review_reviewer, review_manager;
GRANT SELECT (id, application_id, department_code, event, decision_id, channel, recipient_masked, state, created_at, delivered_at, attempts,
    next_attempt_at)
  ON review.notification TO review_reviewer, review_manager;
GRANT SELECT ON review.notification_attempt TO review_reviewer, review_manager;
GRANT SELECT ON review.event TO review_reviewer, review_manager;
-- The auditor sees who did what when and why, not what was written about an application.
GRANT SELECT (id, at, actor, action, application_id, revision, department_code, subject, purpose) ON review.event TO review_admin;
GRANT SELECT ON review.staff TO review_reviewer, review_manager, review_helpdesk, review_admin;

ALTER TABLE review.staff ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.applicant ENABLE ROW LEVEL SECURITY;  -- and no policy: nobody but the owner
ALTER TABLE review.application ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.submission ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.decision_reason ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.note ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.notification ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.notification_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.event ENABLE ROW LEVEL SECURITY;

-- Colleagues' names, for "who holds it"; nothing for a role that only another database of the cluster knows.
CREATE POLICY colleagues ON review.staff FOR SELECT TO review_reviewer, review_manager, review_helpdesk, review_admin
  USING ((SELECT review.my_role()) IS NOT NULL);

-- A reviewer has one department: "=" keeps the index's order. A manager has many: an array.
CREATE POLICY own_department ON review.application FOR SELECT TO review_reviewer
  USING (department_code = (SELECT review.my_department()));
CREATE POLICY own_subtree ON review.application FOR SELECT TO review_manager
  USING (department_code = ANY ((SELECT review.my_departments())::text[]));

-- What hangs on an application is seen by who sees the application (its present bureau) ...
CREATE POLICY with_application ON review.submission FOR SELECT TO review_reviewer, review_manager
  USING (EXISTS (SELECT FROM review.application a WHERE a.id = application_id));
CREATE POLICY with_application ON review.attachment FOR SELECT TO review_reviewer, review_manager
  USING (EXISTS (SELECT FROM review.application a WHERE a.id = application_id));
CREATE POLICY with_application ON review.note FOR SELECT TO review_reviewer, review_manager
  USING (EXISTS (SELECT FROM review.application a WHERE a.id = application_id));
-- ... and what a bureau did stays visible to it after a transfer.
CREATE POLICY own_deeds ON review.decision FOR SELECT TO review_reviewer, review_manager
  USING (department_code = ANY ((SELECT review.my_departments())::text[])
         OR EXISTS (SELECT FROM review.application a WHERE a.id = application_id));
CREATE POLICY own_deeds ON review.decision_reason FOR SELECT TO review_reviewer, review_manager
  USING (department_code = ANY ((SELECT review.my_departments())::text[])
         OR EXISTS (SELECT FROM review.decision d WHERE d.id = decision_id));
CREATE POLICY own_deeds ON review.notification FOR SELECT TO review_reviewer, review_manager
  USING (department_code = ANY ((SELECT review.my_departments())::text[])
         OR EXISTS (SELECT FROM review.application a WHERE a.id = application_id));
CREATE POLICY with_notification ON review.notification_attempt FOR SELECT TO review_reviewer, review_manager
  USING (EXISTS (SELECT FROM review.notification n WHERE n.id = notification_id));
CREATE POLICY own_deeds ON review.event FOR SELECT TO review_reviewer, review_manager
  USING (department_code = ANY ((SELECT review.my_departments())::text[])
         OR EXISTS (SELECT FROM review.application a WHERE a.id = application_id));
CREATE POLICY audit ON review.event FOR SELECT TO review_admin
  USING ((SELECT review.my_role()) = 'administrator');

GRANT EXECUTE ON FUNCTION
  review.me(), review.my_role(), review.my_department(), review.my_departments(), review.today(), review.is_working_day(date),
  review.add_working_days(date, integer), review.check_character(text), review.number_parse(text), review.mask(text),
  review.effective_state(text, timestamptz), review.refuse(text, text, jsonb), review.staff_password(text, text)
  TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;

GRANT EXECUTE ON FUNCTION
  review.queue_item(), review.application_claim(text, boolean), review.application_next(text), review.application_release(text),
  review.application_approve(text, integer, text, uuid), review.application_return(text, integer, text, jsonb, text, uuid),
  review.application_transfer(text, text, text), review.application_note(text, text),
  review.submission_open(text, integer, text, boolean), review.submission_changed_fields(text, integer, integer), review.target_base(text)
  TO review_reviewer, review_manager;
GRANT EXECUTE ON FUNCTION review.application_reopen(text, text) TO review_manager;

GRANT EXECUTE ON FUNCTION
  review.applicant_lookup(text, text), review.notification_list(text, text, integer), review.notification_resend(bigint)
  TO review_reviewer, review_manager, review_helpdesk;

GRANT EXECUTE ON FUNCTION
  review.staff_add(text, text, text, text, text, boolean), review.staff_disable(text), review.staff_enable(text), review.staff_list()
  TO review_manager, review_admin;

GRANT EXECUTE ON FUNCTION review.intake_submit(jsonb), review.intake_withdraw(text, text, text) TO review_intake, review_admin;
