CREATE OR REPLACE FUNCTION review.notification_list(ticket bigint) RETURNS SETOF review.message
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := looker('notifications');
  entry constant event := ticket_entry(ticket, 'notifications');
  mine constant text[] := departments_of(me);
  wanted_state constant text := entry.detail ->> 'state';
  about constant bigint[] := ARRAY(SELECT l.application_id FROM event_about l WHERE l.event_id = entry.id) || entry.application_id;
BEGIN
  RETURN QUERY
    SELECT n.id, a.number, a.applicant_name, n.department_code, n.event, n.channel, mask(n.recipient), n.state, masked_numbers(n.body),
           n.created_at, n.delivered_at, n.attempts
    FROM application a JOIN notification n ON n.application_id = a.id
    WHERE a.id = ANY (about) AND a.department_code = ANY (mine) AND n.id <= (entry.detail ->> 'newest')::bigint
      AND (wanted_state IS NULL OR n.state = wanted_state)
    ORDER BY n.id DESC LIMIT (entry.detail ->> 'limit')::integer;
END
$$;
COMMENT ON FUNCTION review.notification_list IS
  'Messages with text and masked recipient, newest first, of the applications that the ticket names, as far as they are still with the caller''s bureaus. Reviewer, manager, '
  'helpdesk (province). RC403, RC426 ticket_missing.';
GRANT EXECUTE ON FUNCTION review.notification_list TO review_reviewer, review_manager, review_helpdesk;
