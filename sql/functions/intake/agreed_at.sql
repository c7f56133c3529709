CREATE OR REPLACE FUNCTION review.agreed_at(given jsonb, at timestamptz) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT CASE WHEN given @> '{"accepted": true}' AND NOT given ? 'at'
    THEN given || jsonb_build_object('at', to_char(agreed_at.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
    ELSE nullif(given, 'null') END
$$;
COMMENT ON FUNCTION review.agreed_at IS 'Internal. What was agreed to, with the time where it has none yet; null without anything.';
