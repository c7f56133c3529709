CREATE OR REPLACE FUNCTION review.submission_changed_files(application_number text, old_revision integer, new_revision integer)
RETURNS TABLE (slot text, n integer, change text) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  a constant application := visible(application_number, viewer('diff', 'reviewer', 'manager'));
BEGIN
  RETURN QUERY
    SELECT coalesce(y.slot, x.slot)::text, coalesce(y.n, x.n),
      CASE WHEN x.sha256 IS NULL THEN 'added' WHEN y.sha256 IS NULL THEN 'removed' ELSE 'changed' END
    FROM (SELECT f.* FROM attachment f WHERE f.application_id = a.id AND f.revision = old_revision) AS x
    FULL JOIN (SELECT f.* FROM attachment f WHERE f.application_id = a.id AND f.revision = new_revision) AS y
      ON y.slot = x.slot AND y.n = x.n
    WHERE x.sha256 IS DISTINCT FROM y.sha256
    ORDER BY 1, 2;
END
$$;
COMMENT ON FUNCTION review.submission_changed_files IS
  'Files that differ between two revisions (added, removed, changed), by content. Gives no file, so it is not recorded. Reviewer, manager. RC403, RC404, '
  'RC405.';
GRANT EXECUTE ON FUNCTION review.submission_changed_files TO review_reviewer, review_manager;
