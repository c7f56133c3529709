CREATE OR REPLACE FUNCTION review.export_list(of_sha256 text DEFAULT NULL, at_most integer DEFAULT 20, of_id bigint DEFAULT NULL, of_file text DEFAULT NULL)
RETURNS SETOF review.export_record
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  me constant staff := viewer('exports', 'reviewer', 'manager', 'administrator');
  mine constant text[] := departments_of(me);
BEGIN
  RETURN QUERY SELECT e.* FROM export_record e
    WHERE (of_sha256 IS NULL OR e.sha256 = of_sha256)
      AND (of_id IS NULL OR e.id = of_id) AND (of_file IS NULL OR strpos(lower(e.file_name), lower(of_file)) > 0)
      AND (me.role = 'administrator' OR me.role = 'reviewer' AND e.actor = me.name
        OR me.role = 'manager' AND e.department_code = ANY (mine))
    ORDER BY e.id DESC LIMIT at_most;
END
$$;
COMMENT ON FUNCTION review.export_list IS
  'Exports on record, newest first: a reviewer''s own, a manager''s of the subtree, all for an administrator; of these those of one file by its content '
  '(of_sha256), one by its number, or those with of_file in their files'' names, whatever the case. RC403, RC428.';
GRANT EXECUTE ON FUNCTION review.export_list TO review_reviewer, review_manager, review_admin;
