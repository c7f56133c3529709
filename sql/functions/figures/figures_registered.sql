CREATE OR REPLACE FUNCTION review.figures_registered(departments text[], last_day date)
RETURNS TABLE (department_code text, day date, persons bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  asked constant text[] := bureaus_asked(departments);
BEGIN
  RETURN QUERY
    SELECT DISTINCT ON (r.department_code) r.department_code::text, r.on_day, r.persons::bigint
    FROM registered r WHERE r.department_code = ANY (asked) AND r.on_day <= coalesce(last_day, today())
    ORDER BY r.department_code, r.on_day DESC;
END
$$;
COMMENT ON FUNCTION review.figures_registered IS
  'Persons on the registers of bureaus, by the latest figure that is no later than the day (null: today); bureaus without one are left out. Reviewer, manager. RC403.';
GRANT EXECUTE ON FUNCTION review.figures_registered TO review_reviewer, review_manager;
