CREATE OR REPLACE FUNCTION review.ticket_counter(me review.staff, arguments jsonb) RETURNS review.ticket_answer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN (write_staff_event(me, 'asked', NULL, stated_purpose(arguments ->> 'purpose', true, '{"action": "counter"}'), jsonb_build_object(
    'ticket', 'counter', 'of', encode(account_hash('lookup', coalesce(arguments ->> 'number', '')), 'hex'), 'about', asked_of(arguments ->> 'number'))), NULL, NULL)::ticket_answer;
END
$$;
COMMENT ON FUNCTION review.ticket_counter IS
  'Internal. Enters that somebody stands at the counter, with the number on the document as a hash: what account_vouch and account_close answer tells of the person, '
  'and may be taken back. audit() finds it by the person.';
