CREATE OR REPLACE FUNCTION review.legacy_settings(of_province text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT p.settings -> 'legacy' FROM profile p
  WHERE p.province = of_province AND p.valid_from <= today() AND coalesce(p.valid_to >= today(), true)
  ORDER BY p.valid_from DESC LIMIT 1
$$;
COMMENT ON FUNCTION review.legacy_settings IS 'Internal. What the form of today says of archives; null where it takes none.';
