CREATE OR REPLACE FUNCTION review.row_slots(a review.application) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce((SELECT p.settings -> 'row_slots' FROM profile p WHERE p.province = a.province AND p.version = a.profile_version), '{}')
$$;
COMMENT ON FUNCTION review.row_slots IS 'Internal. The slots of the application''s form that take one file a row of a list: {slot: list}.';
