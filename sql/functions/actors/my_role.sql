CREATE OR REPLACE FUNCTION review.my_role() RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
BEGIN
  RETURN (SELECT s.role FROM staff s WHERE s.name = session_user::text AND s.active);
END
$$;
COMMENT ON FUNCTION review.my_role IS 'Role of the session''s user; null for who is not active staff of this database. For policies.';
GRANT EXECUTE ON FUNCTION review.my_role TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
