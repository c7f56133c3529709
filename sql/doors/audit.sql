-- Who did what: append-only even for the owner; what a bureau did stays visible to it after a transfer.
ALTER TABLE review.event ENABLE ROW LEVEL SECURITY;
CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON review.event
  FOR EACH ROW EXECUTE FUNCTION review.event_is_final();
CREATE TRIGGER event_is_final_whole BEFORE TRUNCATE ON review.event
  FOR EACH STATEMENT EXECUTE FUNCTION review.event_is_final();
CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON review.event_about
  FOR EACH ROW EXECUTE FUNCTION review.event_is_final();
CREATE TRIGGER event_is_final_whole BEFORE TRUNCATE ON review.event_about
  FOR EACH STATEMENT EXECUTE FUNCTION review.event_is_final();
GRANT SELECT (id, at, actor, action, application_id, revision, department_code, subject, detail) ON review.event TO review_reviewer, review_manager;
CREATE POLICY own_actions ON review.event FOR SELECT TO review_reviewer, review_manager
  USING (department_code = ANY ((SELECT review.my_departments())::text[])
         OR EXISTS (SELECT FROM review.application a WHERE a.id = application_id));
-- The auditor sees who did what when and why, not what was written about an application.
GRANT SELECT (id, at, actor, action, application_id, revision, department_code, subject, purpose) ON review.event TO review_admin;
CREATE POLICY audit ON review.event FOR SELECT TO review_admin
  USING ((SELECT review.my_role()) = 'administrator');
-- What may still be taken back has not happened: an entry is nobody's answer before it is committed.
CREATE POLICY committed ON review.event AS RESTRICTIVE FOR SELECT TO review_reviewer, review_manager, review_admin
  USING (recorded_in IS DISTINCT FROM (SELECT pg_current_xact_id_if_assigned()));
