CREATE OR REPLACE FUNCTION review.row_numbers(list jsonb) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
  WITH item AS (
    SELECT i.position::integer AS position, jsonb_typeof(i.value) = 'object' AS is_row,
      CASE WHEN jsonb_typeof(i.value -> 'row') = 'number' AND i.value ->> 'row' ~ '^[1-9][0-9]{0,8}$' THEN (i.value ->> 'row')::integer END AS named
    FROM jsonb_array_elements(CASE jsonb_typeof(list) WHEN 'array' THEN list ELSE '[]' END) WITH ORDINALITY AS i (value, position)),
  claim AS (SELECT i.named, min(i.position) AS position FROM item i WHERE i.named IS NOT NULL GROUP BY i.named)
  SELECT array_agg(CASE
    WHEN NOT i.is_row THEN NULL
    WHEN own.position IS NOT NULL THEN i.named
    WHEN other.position IS NULL THEN i.position END ORDER BY i.position)
  FROM item i
  LEFT JOIN claim own ON own.named = i.named AND own.position = i.position
  LEFT JOIN claim other ON other.named = i.position
$$;
COMMENT ON FUNCTION review.row_numbers IS
  'Internal. The numbers of a list''s rows in their order: the member "row" (a whole number from 1; of two rows the first has it), else, as before '
  'rows had numbers, the place where no other row names that. Null for what is no row, or names what another has. Null for what is no list.';
