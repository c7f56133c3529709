CREATE OR REPLACE FUNCTION review.submission_hash(application_number text, of_revision integer DEFAULT NULL)
RETURNS TABLE (revision integer, content_hash text, looked boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  me constant staff := viewer('approve', 'reviewer', 'manager');
  a constant application := visible(application_number, me);
BEGIN
  RETURN QUERY SELECT s.revision, s.content_hash::text, has_looked(me, a, s.revision) FROM submission s
    WHERE s.application_id = a.id AND s.revision = coalesce(of_revision, a.revision);
END
$$;
COMMENT ON FUNCTION review.submission_hash IS
  'The keyed hash of a revision (the latest where none is named), which a decision names, and whether the caller has looked at it, without which nothing is decided; no row for a revision that is not there. Reviewer, manager. '
  'RC403, RC404, RC405.';
GRANT EXECUTE ON FUNCTION review.submission_hash TO review_reviewer, review_manager;
