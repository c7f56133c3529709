CREATE OR REPLACE FUNCTION review.unusual(at_most integer DEFAULT 100)
RETURNS TABLE (at timestamptz, actor text, department_code text, kind text, in_minute integer, in_day integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  mine constant text[] := departments_of(viewer('unusual', 'manager'));
BEGIN
  RETURN QUERY
    SELECT e.at, e.actor::text, e.department_code::text, e.detail ->> 'kind', (e.detail ->> 'in_minute')::integer, (e.detail ->> 'in_day')::integer
    FROM event e
    WHERE e.action = 'unusual' AND e.department_code = ANY (mine) AND e.recorded_in IS DISTINCT FROM pg_current_xact_id_if_assigned()
    ORDER BY e.id DESC LIMIT at_most;
END
$$;
COMMENT ON FUNCTION review.unusual IS
  'What colleagues of the caller''s departments did more often than work asks for, newest first: for those who lead them, not for whom it is about. Manager. RC403, RC428.';
GRANT EXECUTE ON FUNCTION review.unusual TO review_manager;
