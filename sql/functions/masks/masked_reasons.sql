CREATE OR REPLACE FUNCTION review.masked_reasons(reasons jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(jsonb_agg(CASE WHEN r.value ->> 'remark' IS NULL THEN r.value
      ELSE r.value || jsonb_build_object('remark', masked_numbers(r.value ->> 'remark')) END ORDER BY r.ordinal), '[]')
    FROM jsonb_array_elements(reasons) WITH ORDINALITY AS r (value, ordinal));
END
$$;
COMMENT ON FUNCTION review.masked_reasons IS 'Internal. Reasons (reasons_of) for who sees a case masked: whole numbers that colleagues wrote into remarks are masked, too.';
