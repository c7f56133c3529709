CREATE OR REPLACE FUNCTION review.without_rows(answers jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT CASE WHEN answers @? '$.*[*].row' THEN (
    SELECT jsonb_object_agg(e.key, CASE jsonb_typeof(e.value) WHEN 'array' THEN (
      SELECT coalesce(jsonb_agg(CASE jsonb_typeof(i.value) WHEN 'object' THEN i.value - 'row' ELSE i.value END ORDER BY i.p), '[]')
      FROM jsonb_array_elements(e.value) WITH ORDINALITY AS i (value, p)) ELSE e.value END)
    FROM jsonb_each(answers) AS e) ELSE answers END
$$;
COMMENT ON FUNCTION review.without_rows IS 'Internal. The answers as content: without the numbers of their rows.';
