CREATE OR REPLACE FUNCTION review.applicant_cards(ticket bigint) RETURNS SETOF review.card
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := looker('lookup');
  entry constant event := ticket_entry(ticket, 'lookup');
  drafts_of constant text := (SELECT d.province FROM department d WHERE d.code = me.department_code AND me.role = 'helpdesk');
BEGIN
  RETURN QUERY
    SELECT c.* FROM application a CROSS JOIN LATERAL stands_with(a, departments_of(me)) AS w (elsewhere) CROSS JOIN LATERAL card_of(a, w.elsewhere) AS c
    WHERE a.id = ANY (ARRAY(SELECT l.application_id FROM event_about l WHERE l.event_id = entry.id UNION ALL SELECT entry.application_id))
      AND (a.department_code = ANY (departments_of(me)) OR a.department_code IS NULL AND a.province = drafts_of OR w.elsewhere)
    ORDER BY a.id DESC;
END
$$;
COMMENT ON FUNCTION review.applicant_cards IS
  'Cards of the applications that the ticket of a look-up found, newest first; ID number and phone masked; of a draft only that it is there, '
  'of a change that was sent to another bureau where it is and who the person was as approved. Reviewer (own '
  'department), manager (subtree), helpdesk (province, drafts too). RC403, RC426 ticket_missing.';
GRANT EXECUTE ON FUNCTION review.applicant_cards TO review_reviewer, review_manager, review_helpdesk;
