CREATE OR REPLACE FUNCTION review.import_counts(run uuid, lines jsonb, added bigint, updated bigint, unchanged bigint) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT jsonb_build_object('import', run, 'first_line', lines #> '{0,line}', 'last_line', lines #> '{-1,line}',
    'added', added, 'updated', updated, 'unchanged', unchanged)
$$;
COMMENT ON FUNCTION review.import_counts IS 'Internal. The audit entry of one batch of an import.';
