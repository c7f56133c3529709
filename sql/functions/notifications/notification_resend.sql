CREATE OR REPLACE FUNCTION review.notification_resend(notification_id bigint) RETURNS TABLE (id bigint, number text, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  me constant staff := actor('resend', 'reviewer', 'manager', 'helpdesk');
  n notification;
  a application;
BEGIN
  SELECT x.* INTO n FROM notification x JOIN application t ON t.id = x.application_id
  WHERE x.id = notification_resend.notification_id
    AND (t.department_code = ANY (departments_of(me)) OR x.department_code = ANY (departments_of(me)))
  FOR NO KEY UPDATE OF x;
  IF NOT FOUND THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('notification', notification_resend.notification_id));
  END IF;
  SELECT * INTO a FROM application t WHERE t.id = n.application_id;
  IF n.state NOT IN ('pending', 'sending') AND n.channel <> 'page' THEN
    -- Beyond the measure it is unusual; a flood is refused, by what stands on record already.
    PERFORM metered(me, 'resend');
    PERFORM told_enough(a, 'resend', 'resent', about => jsonb_build_object('notification_id', n.id));
    IF (SELECT count(*) >= 2 * staff_setting(me, 'resend_a_minute', 30) FROM event e
          WHERE e.actor = me.name AND e.action = 'resent' AND e.at > clock_timestamp() - interval '1 minute') THEN
      PERFORM refuse('RC429', 'too_many_requests', jsonb_build_object('number', a.number, 'seconds_left', 86400, 'action', 'resend'));
    END IF;
    UPDATE notification x SET state = 'pending', next_attempt_at = clock_timestamp(), delivered_at = NULL
    WHERE x.id = n.id RETURNING x.* INTO n;
    PERFORM write_event(me.name, 'resent', a, detail => jsonb_build_object('notification_id', n.id));
  END IF;
  PERFORM still(me);
  RETURN QUERY SELECT n.id, a.number::text, n.state::text;
END
$$;
COMMENT ON FUNCTION review.notification_resend IS
  'Puts a delivered or failed message into the outbox again; one that still waits there, or stands on the page, is left alone. The same one five times a day at most. Reviewer, manager, helpdesk. RC403, RC404, RC429 too_many_requests.';
GRANT EXECUTE ON FUNCTION review.notification_resend TO review_reviewer, review_manager, review_helpdesk;
