CREATE OR REPLACE FUNCTION review.submission_changed_fields(application_number text, old_revision integer, new_revision integer)
RETURNS TABLE (field text, change text) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  me constant staff := viewer('diff', 'reviewer', 'manager');
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
    WITH old AS (SELECT * FROM flattened(old_answers)), new AS (SELECT * FROM flattened(new_answers)),
    -- Where the new revision has a row; what it has no more is told as one, by its place in the old one.
    present AS (SELECT DISTINCT x.list, x.row_key, x.place FROM new AS x WHERE x.row_key IS NOT NULL)
    SELECT coalesce(o.list, n.list) || coalesce('[' || p.place || ']', '') || coalesce(o.member, n.member),
      CASE WHEN o.list IS NULL THEN 'added' WHEN n.list IS NULL THEN 'removed' ELSE 'changed' END
    FROM old AS o FULL JOIN new AS n ON n.list = o.list AND n.row_key IS NOT DISTINCT FROM o.row_key AND n.member = o.member
    LEFT JOIN present AS p ON p.list = coalesce(o.list, n.list) AND p.row_key = coalesce(o.row_key, n.row_key)
    WHERE o.value IS DISTINCT FROM n.value AND (p.place IS NOT NULL OR coalesce(o.row_key, n.row_key) IS NULL)
    UNION
    SELECT o.list || '[' || o.place || ']', 'removed' FROM old AS o
    WHERE o.row_key IS NOT NULL AND NOT EXISTS (SELECT FROM present AS p WHERE p.list = o.list AND p.row_key = o.row_key)
    ORDER BY 1, 2;
END
$$;
COMMENT ON FUNCTION review.submission_changed_fields IS
  'Fields that differ between two revisions (added, removed, changed), compared unmasked: two masked values can look alike. Rows of lists are '
  'matched by their numbers and named by their place in the new revision; a row that is gone is one field, as qualifications[2], by its place in the '
  'old one. Gives no values, so it is not recorded. Reviewer, manager. RC403, RC404, RC405.';
GRANT EXECUTE ON FUNCTION review.submission_changed_fields TO review_reviewer, review_manager;
