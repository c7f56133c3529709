CREATE OR REPLACE FUNCTION review.intake_notice(of_province text, of_id_type text, of_id_number text, of_version text, of_notice text)
RETURNS TABLE (shown_at timestamptz, told_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('notice');
BEGIN
  IF NOT EXISTS (SELECT FROM profile p WHERE p.province = of_province AND p.version = of_version AND p.settings -> 'notices' ? of_notice) THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "notice"}');
  END IF;
  INSERT INTO notice_reading (province, id_type, id_number, profile_version, notice)
  VALUES (of_province, of_id_type, of_id_number, of_version, of_notice) ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT r.shown_at, clock_timestamp() FROM notice_reading r
    WHERE r.province = of_province AND r.id_type = of_id_type AND r.id_number = of_id_number AND r.profile_version = of_version
      AND r.notice = of_notice;
END
$$;
COMMENT ON FUNCTION review.intake_notice IS
  'Records that a person is shown a notice, and answers when that was for the first time and what time it is: showing it again does not begin '
  'anew. Intake, administrator, owner. RC403, RC460.';
GRANT EXECUTE ON FUNCTION review.intake_notice TO review_intake;
