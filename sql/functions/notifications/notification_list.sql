CREATE OR REPLACE FUNCTION review.notification_list(ticket bigint) RETURNS SETOF review.message
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := looker('notifications');
  entry constant event := ticket_entry(ticket, 'notifications');
  mine constant text[] := departments_of(me);
  wanted_state constant text := entry.detail ->> 'state';
  at_most constant integer := (entry.detail ->> 'limit')::integer;
BEGIN
  IF entry.application_id IS NOT NULL THEN
    RETURN QUERY
      SELECT n.id, a.number, a.applicant_name, n.department_code, n.event, n.channel, mask(n.recipient), n.state, masked_numbers(n.body),
             n.created_at, n.delivered_at, n.attempts
      FROM application a JOIN notification n ON n.application_id = a.id
      WHERE a.id = entry.application_id AND a.department_code = ANY (mine) AND (wanted_state IS NULL OR n.state = wanted_state)
      ORDER BY n.id DESC LIMIT at_most;
  ELSE
    -- The newest of each department first, so that no index has to be read to its end.
    RETURN QUERY
      SELECT n.id, t.number, t.applicant_name, n.department_code, n.event, n.channel, mask(n.recipient), n.state, masked_numbers(n.body),
             n.created_at, n.delivered_at, n.attempts
      FROM unnest(mine) AS d (code)
      CROSS JOIN LATERAL (
        SELECT * FROM notification x
        WHERE x.department_code = d.code AND (wanted_state IS NULL OR x.state = wanted_state)
        ORDER BY x.id DESC LIMIT at_most) AS n
      JOIN application t ON t.id = n.application_id
      ORDER BY n.id DESC LIMIT at_most;
  END IF;
END
$$;
COMMENT ON FUNCTION review.notification_list IS
  'Messages with text and masked recipient, newest first: of the ticket''s application, or of all departments of the caller. Reviewer, manager, '
  'helpdesk (province). RC403, RC426 ticket_missing.';
GRANT EXECUTE ON FUNCTION review.notification_list TO review_reviewer, review_manager, review_helpdesk;
