CREATE OR REPLACE FUNCTION review.ticket_lookup(me review.staff, arguments jsonb) RETURNS review.ticket_answer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  wanted constant text := coalesce(arguments ->> 'text', '');
  reason constant text := stated_purpose(arguments ->> 'purpose', true, '{"action": "lookup"}');
  narrowing constant jsonb := lookup_narrowing(arguments);
  whose text;
  guess text;
  wait integer;
BEGIN
  IF narrowing - 'after' <> '{}' AND (lookup_reading(wanted)).kind <> 'name' THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "text"}');
  END IF;
  IF narrowing ? 'ends' THEN
    -- However the name is spelt; asked again is no further guess.
    whose := encode(account_hash('lookup by end', folded(wanted)), 'hex');
    guess := encode(account_hash('lookup by end', folded(wanted), narrowing ->> 'ends'), 'hex');
    wait := metered(me, 'ends');
    IF wait IS NULL THEN
      SELECT ceil(extract(epoch FROM min(e.at) + interval '1 day' - clock_timestamp()))::integer INTO wait FROM event e
      WHERE e.actor = me.name AND e.at > clock_timestamp() - interval '1 day' AND e.action = 'asked' AND e.detail ->> 'by_end_of' = whose
      HAVING count(DISTINCT e.detail ->> 'by_end') FILTER (WHERE e.detail ->> 'by_end' <> guess) >= staff_setting(me, 'ends_a_name', 5);
    END IF;
    IF wait IS NOT NULL THEN
      RETURN refused_look(me, 'lookup', 'too_many_requests', jsonb_build_object('seconds_left', greatest(wait, 1), 'action', 'ends'));
    END IF;
  END IF;
  RETURN (write_staff_event(me, 'asked', NULL, reason, jsonb_strip_nulls(jsonb_build_object(
    'ticket', 'asked', 'of', encode(account_hash('lookup', wanted), 'hex'), 'about', asked_of(wanted),
    'narrowed', (SELECT jsonb_agg(k ORDER BY k) FROM jsonb_object_keys(narrowing) AS k),
    'within', CASE WHEN narrowing <> '{}' THEN encode(account_hash('lookup within', narrowing::text), 'hex') END, 'by_end_of', whose, 'by_end', guess))), NULL, NULL)::ticket_answer;
END
$$;
COMMENT ON FUNCTION review.ticket_lookup IS
  'Internal. Enters that somebody asks for a person, with the text and what narrows it as hashes that only this database can make. Nothing is searched '
  'yet: whatever a search leaves behind (locks, counters, time), a question that is taken back tells nothing. Ends of numbers are counted for '
  'themselves, right or wrong (ends_a_minute, ends_a_day), and at most five a day for one name (ends_a_name): nobody tries them through.';
