CREATE OR REPLACE FUNCTION review.intake_draft(of_province text, of_id_type text, of_id_number text, session bytea DEFAULT NULL) RETURNS SETOF review.application_draft
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('draft');
  a constant application := own_application(of_province, of_id_type, of_id_number);
BEGIN
  PERFORM session_reads(of_province, of_id_type, of_id_number, session);
  IF a.id IS NOT NULL THEN
    RETURN NEXT drafted(a);
  END IF;
END
$$;
COMMENT ON FUNCTION review.intake_draft IS
  'The person''s latest application with its draft; no row without one. session: SHA-256 of a local account''s token. Intake, administrator, owner. RC403 (session_over).';
GRANT EXECUTE ON FUNCTION review.intake_draft TO review_intake;
