CREATE OR REPLACE FUNCTION review.rows_shown(answers jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT answers || coalesce(jsonb_object_agg(e.key, l.rows), '{}')
  FROM jsonb_each(answers) AS e
  CROSS JOIN LATERAL (
    SELECT jsonb_agg(CASE WHEN n IS NULL THEN e.value -> (p::integer - 1)
                     ELSE (e.value -> (p::integer - 1)) || jsonb_build_object('row', n) END ORDER BY p) AS rows
    FROM unnest(row_numbers(e.value)) WITH ORDINALITY AS r (n, p)) AS l
  WHERE jsonb_typeof(e.value) = 'array' AND l.rows IS NOT NULL
$$;
COMMENT ON FUNCTION review.rows_shown IS 'Internal. Answers with the number of every row, also of rows that were kept before rows had numbers.';
