CREATE OR REPLACE FUNCTION review.application_return(
  application_number text, seen_revision integer, seen_hash text, reasons jsonb, applicant_note text, key uuid)
RETURNS SETOF review.decided LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
  SELECT * FROM decide(application_number, 'returned', seen_revision, seen_hash, reasons, applicant_note, key)
$$;
COMMENT ON FUNCTION review.application_return IS
  'Returns the application with reasons [{code, target, remark}] and a note, both sent to the applicant; otherwise as application_approve. '
  'Also RC420 reason_missing, RC421 unknown_reason, RC422 remark_missing, RC423 unknown_target.';
GRANT EXECUTE ON FUNCTION review.application_return TO review_reviewer, review_manager;
