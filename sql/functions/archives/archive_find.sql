CREATE OR REPLACE FUNCTION review.archive_find(of_province text, of_id_type text, of_number text)
RETURNS TABLE (answers jsonb, fixed_fields text[], has_password boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('archive_find');
  found_archive constant archive := archive_of(of_province, of_id_type, of_number);
  legacy jsonb;
BEGIN
  SELECT p.settings -> 'legacy' INTO legacy FROM profile p
  WHERE p.province = of_province AND p.valid_from <= today() AND coalesce(p.valid_to >= today(), true)
  ORDER BY p.valid_from DESC LIMIT 1;
  PERFORM write_staff_event(me, 'looked_up', 'archive', 'prefill', jsonb_build_object(
    'province', of_province, 'number', mask(of_number), 'found', found_archive.match_key IS NOT NULL));
  IF found_archive.match_key IS NULL THEN
    RETURN;
  END IF;
  answers := CASE WHEN coalesce((legacy ->> 'prefill')::boolean, true) THEN found_archive.answers ELSE '{}' END;
  fixed_fields := ARRAY(SELECT jsonb_array_elements_text(coalesce(legacy -> 'fixed_fields', '[]')));
  has_password := found_archive.password_hash IS NOT NULL AND coalesce((legacy ->> 'old_password')::boolean, false);
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.archive_find IS
  'The answers with which a person''s form starts, the fields among them that stay as they are, and whether the old password is known; no row '
  'without an archive. Found by the number of today or the old 15-digit one. Recorded. Intake, owner: an administrator reads no answers. RC403.';
GRANT EXECUTE ON FUNCTION review.archive_find TO review_intake;
