CREATE OR REPLACE FUNCTION review.notification_list(application_number text DEFAULT NULL, wanted_state text DEFAULT NULL, at_most integer DEFAULT 100)
RETURNS SETOF review.message LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('notifications', 'reviewer', 'manager', 'helpdesk');
  mine constant text[] := departments_of(me);
  a application;
BEGIN
  IF application_number IS NOT NULL THEN
    SELECT * INTO a FROM application t
    WHERE t.number = number_parse(application_number) AND t.department_code = ANY (mine);
    IF NOT FOUND THEN
      PERFORM refuse('RC404', 'not_found', jsonb_build_object('number', number_parse(application_number)));
    END IF;
    PERFORM write_event(me.name, 'notifications_read', a);
    RETURN QUERY
      SELECT n.id, a.number, a.applicant_name, n.department_code, n.event, n.channel, mask(n.recipient), n.state, n.body,
             n.created_at, n.delivered_at, n.attempts
      FROM notification n WHERE n.application_id = a.id AND (wanted_state IS NULL OR n.state = wanted_state)
      ORDER BY n.id DESC LIMIT at_most;
  ELSE
    PERFORM write_deed(me, 'notifications_read', NULL, detail => jsonb_strip_nulls(jsonb_build_object('state', wanted_state)));
    -- The newest of each department first, so that no index has to be read to its end.
    RETURN QUERY
      SELECT n.id, t.number, t.applicant_name, n.department_code, n.event, n.channel, mask(n.recipient), n.state, n.body,
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
  'Messages with text and masked recipient, newest first: of one application, or of all departments of the caller. Recorded as notifications_read. '
  'Reviewer, manager, helpdesk (province). RC403, RC404, RC405.';
GRANT EXECUTE ON FUNCTION review.notification_list TO review_reviewer, review_manager, review_helpdesk;
