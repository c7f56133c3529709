CREATE OR REPLACE FUNCTION review.ticket_entry(ticket bigint, kind text) RETURNS review.event
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  entry event;
BEGIN
  PERFORM unwritten(ticket_entry.kind);
  -- Found by its number alone; the rest is asked of what was found, so that no index of actors is read instead.
  SELECT * INTO entry FROM event e WHERE e.id = ticket_entry.ticket;
  IF NOT coalesce(entry.actor = session_user::text AND entry.detail ->> 'ticket' = ticket_entry.kind
      AND entry.at > clock_timestamp() - interval '1 minute' AND on_record(entry.recorded_in), false) THEN
    PERFORM refuse('RC426', 'ticket_missing', jsonb_build_object('action', ticket_entry.kind));
  END IF;
  RETURN entry;
END
$$;
COMMENT ON FUNCTION review.ticket_entry IS
  'Internal. The entry that opens a reading function: the caller''s own, of this kind, not older than a minute, committed by another transaction. '
  'RC426 ticket_missing otherwise; RC428 transaction_has_written.';
