CREATE OR REPLACE FUNCTION review.intake_receipt(of_province text, of_id_type text, of_id_number text, idempotency jsonb)
RETURNS SETOF review.receipt LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('submit');
  told constant receipt := earlier_receipt(own_application(of_province, of_id_type, of_id_number), idempotency);
BEGIN
  IF told.number IS NOT NULL THEN
    RETURN NEXT told;
  END IF;
END
$$;
COMMENT ON FUNCTION review.intake_receipt IS
  'What an earlier request of the person with this {key, fingerprint} was told when it submitted; no row when there was none. Changes nothing. '
  'Intake, owner. RC403, RC451 key_reused.';
GRANT EXECUTE ON FUNCTION review.intake_receipt TO review_intake;
