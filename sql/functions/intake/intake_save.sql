CREATE OR REPLACE FUNCTION review.intake_save(
  of_province text, of_id_type text, of_id_number text, new_answers jsonb, expected_version bigint DEFAULT NULL,
  session bytea DEFAULT NULL)
RETURNS TABLE (version bigint, saved_at timestamptz, answers jsonb, dropped jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('save');
  a application := own_editable(of_province, of_id_type, of_id_number, 'save', session);
  slots constant jsonb := row_slots(a);
  identified rows_identified;
BEGIN
  IF jsonb_typeof(new_answers) IS DISTINCT FROM 'object' THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "answers"}');
  ELSIF expected_version NOT BETWEEN a.answers_version AND a.draft_version THEN
    PERFORM refuse('RC462', 'draft_changed', jsonb_build_object('number', a.number, 'version', a.draft_version));
  END IF;
  identified := rows_identified(new_answers, answers_of(a), rows_given(a), slots);
  -- A row's files go with it.
  WITH gone AS (
    DELETE FROM draft_attachment d USING jsonb_each_text(slots) AS s (slot, list)
    WHERE d.application_id = a.id AND d.slot = s.slot AND d.n <> ALL (coalesce(row_numbers(identified.answers -> s.list), '{}'))
    RETURNING d.slot, d.n, d.original_name)
  SELECT coalesce(jsonb_agg(to_jsonb(g) ORDER BY g.slot, g.n), '[]') INTO dropped FROM gone g;
  UPDATE application t SET draft = identified.answers, draft_version = a.draft_version + 1, answers_version = a.draft_version + 1,
    draft_saved_at = clock_timestamp(), rows_given = identified.rows_given
  WHERE t.id = a.id RETURNING t.draft_version, t.draft_saved_at, t.draft INTO version, saved_at, answers;
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.intake_save IS
  'Replaces the draft''s answers, checked by the caller; expected_version is the draft that was read; files that came since are no hindrance; '
  'answers: as they are kept, every row of a list with its number (rows_identified); dropped: files that went with their rows, [{slot, n, original_name}]; '
  'session: SHA-256 of a local account''s token. Intake, administrator, owner. RC403, RC404, '
  'RC409 wrong_state, RC460, RC462 draft_changed.';
GRANT EXECUTE ON FUNCTION review.intake_save TO review_intake;
