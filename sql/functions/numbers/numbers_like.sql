CREATE OR REPLACE FUNCTION review.numbers_like(part text, at_most integer DEFAULT 10) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  mine constant text[] := departments_of(viewer('queue', 'reviewer', 'manager'));
BEGIN
  RETURN QUERY SELECT a.number::text FROM application a
    WHERE a.department_code = ANY (mine) AND strpos(a.number, part) > 0 ORDER BY a.id DESC LIMIT at_most;
END
$$;
COMMENT ON FUNCTION review.numbers_like IS
  'Numbers of the caller''s departments that have this part, newest first, for numbers that are typed shortened. Reviewer, manager. RC403, RC428.';
GRANT EXECUTE ON FUNCTION review.numbers_like TO review_reviewer, review_manager;
