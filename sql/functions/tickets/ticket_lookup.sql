CREATE OR REPLACE FUNCTION review.ticket_lookup(me review.staff, arguments jsonb) RETURNS review.ticket_answer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  reason constant text := stated_purpose(arguments ->> 'purpose', true, '{"action": "lookup"}');
BEGIN
  RETURN (write_staff_event(me, 'asked', NULL, reason, jsonb_build_object(
    'ticket', 'asked', 'of', encode(account_hash('lookup', coalesce(arguments ->> 'text', '')), 'hex'))), NULL, NULL)::ticket_answer;
END
$$;
COMMENT ON FUNCTION review.ticket_lookup IS
  'Internal. Enters that somebody asks for a person, with the text as a hash that only this database can make. Nothing is searched yet: whatever a '
  'search leaves behind (locks, counters, time), a question that is taken back tells nothing.';
