CREATE OR REPLACE FUNCTION review.ticket(kind text, arguments jsonb DEFAULT '{}') RETURNS review.ticket_answer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := looker(kind);
  -- Whose whole data somebody wants, and whose messages by a number, is asked as seldom as who somebody is.
  wait constant integer := metered(me, CASE
    WHEN kind = 'open' AND (arguments ->> 'unmask')::boolean THEN 'unmasked'
    WHEN kind = 'notifications' AND arguments ->> 'number' IS NOT NULL THEN 'messages' ELSE kind END);
BEGIN
  IF wait IS NOT NULL THEN
    RETURN (NULL, 'too_many_requests', jsonb_build_object('seconds_left', wait, 'action', kind))::ticket_answer;
  END IF;
  RETURN CASE kind
    WHEN 'open' THEN ticket_open(me, arguments)
    WHEN 'history' THEN ticket_history(me, arguments)
    WHEN 'names' THEN ticket_names(me, arguments)
    WHEN 'lookup' THEN ticket_lookup(me, arguments)
    WHEN 'counter' THEN ticket_counter(me, arguments)
    ELSE ticket_notifications(me, arguments)
  END;
END
$$;
COMMENT ON FUNCTION review.ticket IS
  'Enters that the caller is about to look, and answers the entry''s id: committed, it opens the reading function of its kind for a minute, with these '
  'arguments and no others. open {number, revision, purpose, unmask} → submission_open(id); history {number} → history(id); names {numbers} → names(id); '
  'lookup {text, purpose, birth_year, department, ends, after} → '
  'applicant_find(id, text, narrowing), whose entry, committed in its turn, → applicant_found(id), applicant_cards(id); counter {number, purpose} → account_vouch(id, number), account_close(id, number); notifications {number, state, limit} → notification_list(id). What may not be seen, and what was asked '
  'too often, is answered (refused, detail) in place of raised, so that it stays on record. Reviewer, manager; lookup and notifications also helpdesk. '
  'RC403, RC405 mistyped_number, RC425 purpose_missing, RC428 wrong_isolation, RC430 unknown_department, RC460 bad_document, RC463 bad_text.';
GRANT EXECUTE ON FUNCTION review.ticket TO review_reviewer, review_manager, review_helpdesk;
