CREATE OR REPLACE FUNCTION review.applicant_found(ticket bigint) RETURNS TABLE (kind text, total bigint, shown bigint, behind bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := looker('lookup');
  entry constant event := ticket_entry(ticket, 'lookup');
BEGIN
  RETURN QUERY SELECT entry.detail ->> 'by', (entry.detail ->> 'found')::bigint, (entry.detail ->> 'shown')::bigint, (entry.detail ->> 'behind')::bigint;
END
$$;
COMMENT ON FUNCTION review.applicant_found IS
  'How many a look-up found, how many applicant_cards() shows of them, how many are behind these, and what the text was taken for: number, phone, id_number, '
  'name, credit_code (of a unit), mistyped (a number that nobody can have), nothing. Reviewer, manager, helpdesk. RC403, RC426 ticket_missing.';
GRANT EXECUTE ON FUNCTION review.applicant_found TO review_reviewer, review_manager, review_helpdesk;
