CREATE OR REPLACE FUNCTION review.ticket_names(me review.staff, arguments jsonb) RETURNS review.ticket_answer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  IF jsonb_typeof(arguments -> 'numbers') IS DISTINCT FROM 'array' OR jsonb_array_length(arguments -> 'numbers') > 10000 THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "numbers"}');
  END IF;
  RETURN (write_deed(me, 'names_read', NULL, detail => jsonb_build_object('ticket', 'names', 'numbers', arguments -> 'numbers')), NULL, NULL)::ticket_answer;
END
$$;
COMMENT ON FUNCTION review.ticket_names IS 'Internal. Enters whose names are read: at most 10,000 application numbers. RC460 bad_document.';
