CREATE OR REPLACE FUNCTION review.check_character(body text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  alphabet constant text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  product integer := 36;
  character text;
BEGIN
  FOREACH character IN ARRAY string_to_array(body, NULL) LOOP
    product := (product + strpos(alphabet, character) - 1) % 36;
    product := (CASE product WHEN 0 THEN 36 ELSE product END * 2) % 37;
  END LOOP;
  RETURN substr(alphabet, (37 - product) % 36 + 1, 1);
END
$$;
COMMENT ON FUNCTION review.check_character IS 'ISO 7064 MOD 37,36 over capital letters and digits: ZJ26000123 → X.';
GRANT EXECUTE ON FUNCTION review.check_character TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
