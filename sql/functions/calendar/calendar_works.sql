CREATE OR REPLACE FUNCTION review.calendar_works(day date, entry jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce(entry ->> 'kind' = 'makeup_workday', extract(isodow FROM day) < 6)
$$;
COMMENT ON FUNCTION review.calendar_works IS 'Internal. Whether people work on a day with this entry of calendar_days(); null = without one.';
