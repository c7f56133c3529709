CREATE OR REPLACE FUNCTION review.application_note(application_number text, body text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := actor('note', 'reviewer', 'manager');
  written_text constant text := plain_text(application_note.body, 'note', 2000);
  a constant application := locked(application_number, me);
  written bigint;
BEGIN
  IF written_text IS NULL THEN
    PERFORM refuse('RC424', 'note_missing', jsonb_build_object('number', a.number, 'action', 'note'));
  END IF;
  -- Beyond the measure it is unusual, and stays on record: a refusal would take the entry back.
  PERFORM metered(me, 'note');
  INSERT INTO note (application_id, author, body) VALUES (a.id, me.name, written_text) RETURNING id INTO written;
  PERFORM write_event(me.name, 'noted', a, detail => jsonb_build_object('note_id', written));
  RETURN written;
END
$$;
COMMENT ON FUNCTION review.application_note IS
  'Writes an internal remark, never shown to the applicant; answers its id. Reviewer, manager, whoever holds the lease. RC403, RC404, RC405, RC424.';
GRANT EXECUTE ON FUNCTION review.application_note TO review_reviewer, review_manager;
