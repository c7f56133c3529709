-- Exports on record.
ALTER TABLE review.export_record ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON review.export_record TO review_reviewer, review_manager, review_admin;
CREATE POLICY own_exports ON review.export_record FOR SELECT TO review_reviewer
  USING (actor = session_user AND (SELECT review.my_role()) = 'reviewer');
CREATE POLICY exports_below ON review.export_record FOR SELECT TO review_manager
  USING ((SELECT review.my_role()) = 'manager' AND department_code = ANY ((SELECT review.my_departments())::text[]));
CREATE POLICY audit ON review.export_record FOR SELECT TO review_admin
  USING ((SELECT review.my_role()) = 'administrator');
