-- Who may enter the schema, and what is no secret to those who may. Nobody but the owner may write any table.
GRANT USAGE ON SCHEMA review TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
GRANT SELECT ON review.region, review.department, review.holiday, review.return_reason, review.profile, review.transition,
    review.event_action, review.migration, review.build
  TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
GRANT SELECT (province, version, edition, name, content, regions) ON review.profile_file
  TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;

CREATE TRIGGER department_path BEFORE INSERT OR UPDATE ON review.department
  FOR EACH ROW EXECUTE FUNCTION review.department_path();
CREATE TRIGGER department_path_below AFTER INSERT OR UPDATE ON review.department
  FOR EACH ROW EXECUTE FUNCTION review.department_path();

-- Nobody needs tables of his own in here, and every login begins with limits (role_limits), those too that were made before there were any.
DO $$
BEGIN
  IF pg_has_role(current_user, (SELECT d.datdba FROM pg_database d WHERE d.datname = current_database()), 'USAGE')
      AND has_database_privilege('public', current_database(), 'TEMPORARY') THEN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  END IF;
  PERFORM review.role_limits(s.name) FROM review.staff s JOIN pg_roles r ON r.rolname = s.name;
END
$$;
