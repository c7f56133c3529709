CREATE OR REPLACE FUNCTION review.intake_save(
  of_province text, of_id_type text, of_id_number text, new_answers jsonb, expected_version bigint DEFAULT NULL,
  session bytea DEFAULT NULL)
RETURNS TABLE (version bigint, saved_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('save');
  a application := own_editable(of_province, of_id_type, of_id_number, 'save', session);
BEGIN
  IF jsonb_typeof(new_answers) IS DISTINCT FROM 'object' THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "answers"}');
  ELSIF expected_version NOT BETWEEN a.answers_version AND a.draft_version THEN
    PERFORM refuse('RC462', 'draft_changed', jsonb_build_object('number', a.number, 'version', a.draft_version));
  END IF;
  UPDATE application t SET draft = new_answers, draft_version = a.draft_version + 1, answers_version = a.draft_version + 1,
    draft_saved_at = clock_timestamp()
  WHERE t.id = a.id RETURNING t.draft_version, t.draft_saved_at INTO version, saved_at;
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.intake_save IS
  'Replaces the draft''s answers, checked by the caller; expected_version is the draft that was read; files that came since are no hindrance; session: SHA-256 of a local account''s token. Intake, administrator, owner. RC403, RC404, '
  'RC409 wrong_state, RC460, RC462 draft_changed.';
GRANT EXECUTE ON FUNCTION review.intake_save TO review_intake;
