-- Who may enter the schema, and what is no secret to those who may. Nobody but the owner may write any table.
GRANT USAGE ON SCHEMA review TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
GRANT SELECT ON review.region, review.department, review.holiday, review.return_reason, review.profile, review.transition,
    review.event_action, review.migration, review.build
  TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;

CREATE TRIGGER department_path BEFORE INSERT OR UPDATE ON review.department
  FOR EACH ROW EXECUTE FUNCTION review.department_path();
CREATE TRIGGER department_path_below AFTER INSERT OR UPDATE ON review.department
  FOR EACH ROW EXECUTE FUNCTION review.department_path();
