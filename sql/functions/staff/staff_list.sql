CREATE OR REPLACE FUNCTION review.staff_list() RETURNS SETOF review.staff_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me staff;
  mine text[];
BEGIN
  IF NOT is_owner() THEN
    me := actor('staff_list', 'administrator', 'manager');
    IF me.role = 'manager' THEN
      mine := departments_of(me);
    END IF;
  END IF;
  RETURN QUERY SELECT r.* FROM staff s CROSS JOIN LATERAL staff_row_of(s) AS r
    WHERE mine IS NULL OR s.department_code = ANY (mine) ORDER BY s.department_code NULLS FIRST, s.name;
END
$$;
COMMENT ON FUNCTION review.staff_list IS 'Staff with what they hold: all for administrator and owner, the subtree for a manager. RC403.';
GRANT EXECUTE ON FUNCTION review.staff_list TO review_manager, review_admin;
