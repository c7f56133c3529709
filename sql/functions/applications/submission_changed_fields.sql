CREATE OR REPLACE FUNCTION review.submission_changed_fields(application_number text, old_revision integer, new_revision integer)
RETURNS TABLE (field text, change text) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  me constant staff := actor('diff', 'reviewer', 'manager');
  a constant application := visible(application_number, me);
  old_answers jsonb;
  new_answers jsonb;
BEGIN
  SELECT s.answers INTO old_answers FROM submission s WHERE s.application_id = a.id AND s.revision = old_revision;
  SELECT s.answers INTO new_answers FROM submission s WHERE s.application_id = a.id AND s.revision = new_revision;
  IF old_answers IS NULL OR new_answers IS NULL THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('number', a.number, 'revision',
      CASE WHEN old_answers IS NULL THEN old_revision ELSE new_revision END));
  END IF;
  RETURN QUERY
    SELECT coalesce(o.field, n.field),
      CASE WHEN o.field IS NULL THEN 'added' WHEN n.field IS NULL THEN 'removed' ELSE 'changed' END
    FROM flattened(old_answers) AS o FULL JOIN flattened(new_answers) AS n ON n.field = o.field
    WHERE o.value IS DISTINCT FROM n.value
    ORDER BY 1;
END
$$;
COMMENT ON FUNCTION review.submission_changed_fields IS
  'Fields that differ between two revisions (added, removed, changed), compared unmasked: two masked values can look alike. Gives no values, so it '
  'is not recorded. Reviewer, manager. RC403, RC404, RC405.';
GRANT EXECUTE ON FUNCTION review.submission_changed_fields TO review_reviewer, review_manager;
