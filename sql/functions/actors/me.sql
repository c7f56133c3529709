CREATE OR REPLACE FUNCTION review.me() RETURNS SETOF review.person
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
  SELECT s.name, s.role, s.display_name, s.department_code, d.name, d.province, now()
  FROM staff s LEFT JOIN department d ON d.code = s.department_code
  WHERE s.name = session_user::text AND s.active
$$;
COMMENT ON FUNCTION review.me IS 'Who the session''s user is here; no row for who is not active staff of this database.';
GRANT EXECUTE ON FUNCTION review.me TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
