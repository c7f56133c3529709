CREATE OR REPLACE FUNCTION review.bureaus_among(mine text[], departments text[]) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN CASE WHEN departments IS NULL THEN mine
    ELSE ARRAY(SELECT d.code FROM unnest(mine) AS d (code) WHERE d.code = ANY (departments)) END;
END
$$;
COMMENT ON FUNCTION review.bureaus_among IS
  'Internal. Those of the caller''s departments that are asked for, which is all a statement then reads; all of them where none are named.';
