CREATE OR REPLACE FUNCTION review.list_of_target(target text, slots jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce(slots ->> base, base) FROM (SELECT substring(target FROM '^[^\[/]+') AS base) AS named
$$;
COMMENT ON FUNCTION review.list_of_target IS
  'Internal. The list whose row a target may name: of qualifications[2].level its own, of a slot that takes one file a row that list (slots: {slot: list}).';
