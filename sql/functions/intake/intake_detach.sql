CREATE OR REPLACE FUNCTION review.intake_detach(of_province text, of_id_type text, of_id_number text, of_slot text, of_n integer, session bytea DEFAULT NULL)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('detach');
  a constant application := own_editable(of_province, of_id_type, of_id_number, 'detach', session);
BEGIN
  DELETE FROM draft_attachment d WHERE d.application_id = a.id AND d.slot = of_slot AND d.n = of_n;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE application t SET draft_version = t.draft_version + 1 WHERE t.id = a.id;
  RETURN true;
END
$$;
COMMENT ON FUNCTION review.intake_detach IS
  'Takes a file out of the draft; false when there was none. Submitted revisions keep theirs. Intake, administrator, owner. RC403, RC404, RC409.';
GRANT EXECUTE ON FUNCTION review.intake_detach TO review_intake;
