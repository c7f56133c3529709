CREATE OR REPLACE FUNCTION review.ticket_entry(ticket bigint, kind text) RETURNS review.event
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  entry event;
BEGIN
  PERFORM unwritten(ticket_entry.kind);
  SELECT * INTO entry FROM event e
  WHERE e.id = ticket_entry.ticket AND e.actor = session_user::text AND e.detail ->> 'ticket' = ticket_entry.kind
    AND e.at > clock_timestamp() - interval '1 minute' AND on_record(e.recorded_in);
  IF NOT FOUND THEN
    PERFORM refuse('RC426', 'ticket_missing', jsonb_build_object('action', ticket_entry.kind));
  END IF;
  RETURN entry;
END
$$;
COMMENT ON FUNCTION review.ticket_entry IS
  'Internal. The entry that opens a reading function: the caller''s own, of this kind, not older than a minute, committed by another transaction. '
  'RC426 ticket_missing otherwise; RC428 transaction_has_written.';
