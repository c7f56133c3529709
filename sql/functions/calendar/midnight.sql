-- LANGUAGE sql, without SET: the planner inlines it.
CREATE OR REPLACE FUNCTION review.midnight(day date) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT day::timestamp AT TIME ZONE 'Asia/Shanghai' $$;
COMMENT ON FUNCTION review.midnight IS 'Internal. The moment at which a day begins in China.';
