CREATE OR REPLACE FUNCTION review.flattened(answers jsonb) RETURNS TABLE (field text, value jsonb)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT e.key, e.value FROM jsonb_each(answers) AS e WHERE jsonb_typeof(e.value) <> 'array'
  UNION ALL
  SELECT e.key || '[' || i.position || ']' || coalesce('.' || m.key, ''), coalesce(m.value, i.item)
  FROM jsonb_each(answers) AS e
  CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(e.value) WHEN 'array' THEN e.value ELSE '[]' END)
    WITH ORDINALITY AS i (item, position)
  LEFT JOIN LATERAL jsonb_each(CASE jsonb_typeof(i.item) WHEN 'object' THEN i.item ELSE '{}' END) AS m ON true
$$;
COMMENT ON FUNCTION review.flattened IS 'Internal. Answers as field and value; entries of lists as qualifications[1].level, counted from 1.';
