CREATE OR REPLACE FUNCTION review.unit_find(of_code text)
RETURNS TABLE (code text, name text, unit_type text, region text, source text, updated_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('unit_find');
BEGIN
  RETURN QUERY
    SELECT u.code::text, u.name, u.unit_type::text, u.region::text, u.source::text, u.updated_at FROM unit u WHERE u.code = of_code;
  IF NOT FOUND AND length(of_code) = 9 THEN
    RETURN QUERY
      SELECT u.code::text, u.name, u.unit_type::text, u.region::text, u.source::text, u.updated_at FROM unit u
      WHERE length(u.code) = 18 AND substr(u.code, 9, 9) = of_code ORDER BY u.source = 'import' DESC, u.updated_at DESC LIMIT 1;
  END IF;
END
$$;
COMMENT ON FUNCTION review.unit_find IS
  'The unit with a credit code or organisation code, in its stored form; an organisation code also finds the credit code that holds it. No row where '
  'nobody knows it. Intake, administrator, owner. RC403.';
GRANT EXECUTE ON FUNCTION review.unit_find TO review_admin, review_intake;
