CREATE OR REPLACE FUNCTION review.masked_warnings(warnings jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(jsonb_agg(w.value ORDER BY w.ordinal) FILTER (WHERE NOT w.value @> '{"masked": true}'), '[]')
    FROM jsonb_array_elements(warnings) WITH ORDINALITY AS w (value, ordinal));
END
$$;
COMMENT ON FUNCTION review.masked_warnings IS
  'Internal. Warnings for who sees a case masked, and for all counts of them: without those that reckon with what is masked ("masked": true), which would tell of it.';
