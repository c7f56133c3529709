CREATE OR REPLACE FUNCTION review.intake_attach(of_province text, of_id_type text, of_id_number text, file jsonb, session bytea DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('attach');
  a constant application := own_editable(of_province, of_id_type, of_id_number, 'attach', session);
  former text;
BEGIN
  -- A number that no row has yet would give the file to whatever row gets it.
  IF (file ->> 'n')::integer <> ALL (coalesce(row_numbers(answers_of(a) -> (row_slots(a) ->> (file ->> 'slot'))), '{}'))
      AND row_slots(a) ? (file ->> 'slot') THEN
    PERFORM refuse('RC462', 'draft_changed', jsonb_build_object('number', a.number, 'version', a.draft_version));
  END IF;
  SELECT d.sha256 INTO former FROM draft_attachment d
  WHERE d.application_id = a.id AND d.slot = file ->> 'slot' AND d.n = (file ->> 'n')::integer;
  INSERT INTO draft_attachment (application_id, slot, n, sha256, bytes, kind, facts, original_name)
  VALUES (a.id, file ->> 'slot', (file ->> 'n')::integer, file ->> 'sha256', (file ->> 'bytes')::bigint, file ->> 'kind', file -> 'facts',
          file ->> 'original_name')
  ON CONFLICT (application_id, slot, n) DO UPDATE SET
    sha256 = excluded.sha256, bytes = excluded.bytes, kind = excluded.kind, facts = excluded.facts, original_name = excluded.original_name,
    added_at = clock_timestamp();
  -- Looking at a file again changes nothing that was judged.
  IF former IS DISTINCT FROM file ->> 'sha256' THEN
    UPDATE application t SET draft_version = t.draft_version + 1 WHERE t.id = a.id;
  END IF;
  RETURN former IS NULL;
EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
  PERFORM refuse('RC460', 'bad_document', '{"field": "file"}');
END
$$;
COMMENT ON FUNCTION review.intake_attach IS
  'Puts a file that the content store holds into the draft: {slot, n, sha256, bytes, kind, facts, original_name}; replaces the one in the same '
  'place. In a slot that takes one file a row, n is the number of a row of the draft. True when there was none. Intake, administrator, owner. RC403, RC404, RC409 wrong_state, RC460, '
  'RC462 draft_changed (the draft has no such row).';
GRANT EXECUTE ON FUNCTION review.intake_attach TO review_intake;
