-- Exports on record, and what an export that was begun may read of submissions beyond the statistics columns: a view that is empty for
-- everybody else.
ALTER TABLE review.export_record ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON review.export_record TO review_reviewer, review_manager, review_admin;
CREATE POLICY own_exports ON review.export_record FOR SELECT TO review_reviewer
  USING (actor = session_user AND (SELECT review.my_role()) = 'reviewer');
CREATE POLICY exports_below ON review.export_record FOR SELECT TO review_manager
  USING ((SELECT review.my_role()) = 'manager' AND department_code = ANY ((SELECT review.my_departments())::text[]));
CREATE POLICY audit ON review.export_record FOR SELECT TO review_admin
  USING ((SELECT review.my_role()) = 'administrator');

CREATE VIEW review.ledger WITH (security_barrier) AS
  SELECT a.id, a.number, a.province, a.department_code, review.effective_state(a.state, a.lease_expires_at) AS state, a.revision, a.channel,
    CASE WHEN e.unmasked THEN a.applicant_name ELSE review.mask_name(a.applicant_name) END AS applicant_name, a.first_submitted_at, a.submitted_at, a.due_on, a.decided_at, a.decided_by, a.warnings,
    CASE WHEN a.lease_expires_at > now() THEN a.holder END AS holder,
    CASE WHEN e.unmasked THEN s.answers ELSE review.masked_answers(s.answers, p.masked_fields || p.export_hidden_fields) END AS answers
  FROM review.export_open() AS e
  CROSS JOIN review.application a
  JOIN review.submission s ON s.application_id = a.id AND s.revision = a.revision
  JOIN review.profile p ON p.province = a.province AND p.version = s.profile_version
  WHERE e.id IS NOT NULL AND review.within_export(a, e, (SELECT review.my_departments())::text[]);
COMMENT ON VIEW review.ledger IS
  'The latest submission of each application of one''s bureaus and within its limits, for the export that the transaction reads for (export_open()): empty without one. '
  'Names and answers as the profile masks them in exports, whole only for an export begun unmasked.';
GRANT SELECT ON review.ledger TO review_reviewer, review_manager;
