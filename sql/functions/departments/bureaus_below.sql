CREATE OR REPLACE FUNCTION review.bureaus_below(mine text[], department text) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN CASE WHEN department IS NULL THEN mine
    ELSE ARRAY(SELECT d.code::text FROM department d WHERE department = ANY (d.ancestors) AND d.code = ANY (mine) ORDER BY d.code) END;
END
$$;
COMMENT ON FUNCTION review.bureaus_below IS 'Internal. Those of the caller''s departments that are the one asked for or below it; all of them where none is named.';
