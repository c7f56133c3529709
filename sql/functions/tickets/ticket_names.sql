CREATE OR REPLACE FUNCTION review.ticket_names(me review.staff, arguments jsonb) RETURNS review.ticket_answer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  asked constant jsonb := arguments -> 'numbers';
  entry bigint;
BEGIN
  IF jsonb_typeof(asked) IS DISTINCT FROM 'array' OR jsonb_array_length(asked) > 10000 THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "numbers"}');
  END IF;
  entry := write_staff_event(me, 'names_read', NULL, detail => jsonb_build_object('ticket', 'names', 'asked', jsonb_array_length(asked)));
  INSERT INTO event_about (event_id, application_id)
  SELECT entry, a.id FROM application a
  WHERE a.number IN (SELECT jsonb_array_elements_text(asked)) AND a.department_code = ANY (departments_of(me));
  RETURN (entry, NULL, NULL)::ticket_answer;
END
$$;
COMMENT ON FUNCTION review.ticket_names IS
  'Internal. Enters whose names are read: of at most 10,000 application numbers how many were asked for, and the applications that the caller may see; '
  'nothing else of what was typed. RC460 bad_document.';
