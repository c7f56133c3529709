CREATE OR REPLACE FUNCTION review.refused_look(me review.staff, kind text, word text, detail jsonb) RETURNS review.ticket_answer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  PERFORM write_staff_event(me, 'refused', detail ->> 'number', detail => detail || jsonb_build_object('kind', kind, 'word', word));
  RETURN (NULL, word, detail)::ticket_answer;
END
$$;
COMMENT ON FUNCTION review.refused_look IS 'Internal. A look that is not granted: answered, not raised, so that its entry is not lost with the transaction.';
