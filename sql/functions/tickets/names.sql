CREATE OR REPLACE FUNCTION review.names(ticket bigint) RETURNS TABLE (number text, applicant text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  me constant staff := looker('names');
  entry constant event := ticket_entry(ticket, 'names');
BEGIN
  RETURN QUERY
    SELECT a.number::text, a.applicant_name FROM event_about l JOIN application a ON a.id = l.application_id
    WHERE l.event_id = entry.id AND a.department_code = ANY (departments_of(me));
END
$$;
COMMENT ON FUNCTION review.names IS
  'Names of the applicants of the ticket''s numbers, as far as they are of the caller''s departments. Reviewer, manager. RC403, RC426 ticket_missing.';
GRANT EXECUTE ON FUNCTION review.names TO review_reviewer, review_manager;
