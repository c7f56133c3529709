CREATE OR REPLACE FUNCTION review.export_abandon(export bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
BEGIN
  PERFORM actor('export', 'reviewer', 'manager');
  UPDATE export_record e SET abandoned_at = clock_timestamp(), abandoned_why = masked_numbers(plain_text(why, 'why', 100))
  WHERE e.id = export AND e.actor = session_user AND e.finished_at IS NULL AND e.abandoned_at IS NULL;
END
$$;
COMMENT ON FUNCTION review.export_abandon IS
  'An export of one''s own that came to nothing, and why (a word of the program). Nothing happens when it has ended already. Reviewer, manager. '
  'RC403, RC463 bad_text.';
GRANT EXECUTE ON FUNCTION review.export_abandon TO review_reviewer, review_manager;
