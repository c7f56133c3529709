CREATE OR REPLACE FUNCTION review.history(ticket bigint) RETURNS SETOF review.timeline
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := looker('history');
  entry constant event := ticket_entry(ticket, 'history');
BEGIN
  RETURN QUERY
    SELECT e.at, e.actor::text, s.display_name, e.action::text, e.revision, e.department_code::text, e.purpose,
      e.detail - 'ticket' || CASE WHEN e.note IS NULL THEN '{}' ELSE jsonb_build_object('note', masked_numbers(e.note)) END, masked_numbers(n.body)
    FROM application a
    JOIN LATERAL (
      SELECT * FROM event x WHERE x.application_id = a.id
      UNION ALL
      SELECT x.* FROM event_about l JOIN event x ON x.id = l.event_id WHERE l.application_id = a.id) AS e ON true
    LEFT JOIN staff s ON s.name = e.actor
    LEFT JOIN note n ON n.application_id = a.id AND n.id = (e.detail ->> 'note_id')::bigint
    WHERE a.id = entry.application_id AND a.department_code = ANY (departments_of(me))
      -- What may still be taken back has not happened.
      AND on_record(e.recorded_in)
    ORDER BY e.id;
END
$$;
COMMENT ON FUNCTION review.history IS
  'The timeline of the ticket''s application, oldest first: who did, who looked, internal notes (whole numbers in them masked). Reviewer, manager. RC403, RC426 ticket_missing.';
GRANT EXECUTE ON FUNCTION review.history TO review_reviewer, review_manager;
