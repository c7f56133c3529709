CREATE OR REPLACE FUNCTION review.flattened(answers jsonb) RETURNS TABLE (list text, row_key integer, place integer, member text, value jsonb)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  -- Several codes chosen in one field are one answer; what else is an array are rows.
  SELECT e.key, NULL, NULL, '', e.value FROM jsonb_each(answers) AS e WHERE jsonb_typeof(e.value) <> 'array' OR e.value @? '$[0] ? (@.type() == "string")'
  UNION ALL
  SELECT e.key, coalesce(r.n, -i.place::integer), i.place::integer, coalesce('.' || m.key, ''), coalesce(m.value, i.item)
  FROM jsonb_each(answers) AS e
  CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(e.value) = 'array' AND NOT e.value @? '$[0] ? (@.type() == "string")' THEN e.value ELSE '[]' END)
    WITH ORDINALITY AS i (item, place)
  LEFT JOIN LATERAL unnest(row_numbers(e.value)) WITH ORDINALITY AS r (n, p) ON r.p = i.place
  LEFT JOIN LATERAL jsonb_each(CASE jsonb_typeof(i.item) WHEN 'object' THEN i.item - 'row' ELSE '{}' END) AS m ON true
$$;
COMMENT ON FUNCTION review.flattened IS
  'Internal. Answers cell by cell: field or list, of a list''s entry the row''s number (below 0: no row, its place) and its place from 1, member as .level.';
