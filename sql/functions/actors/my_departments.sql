CREATE OR REPLACE FUNCTION review.my_departments() RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
BEGIN
  RETURN coalesce((SELECT departments_of(s) FROM staff s
                   WHERE s.name = session_user::text AND s.active AND s.role IN ('reviewer', 'manager')), '{}');
END
$$;
COMMENT ON FUNCTION review.my_departments IS
  'Departments whose applications the session''s user may read: reviewer one, manager the subtree, everybody else none. For policies and queues.';
GRANT EXECUTE ON FUNCTION review.my_departments TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
