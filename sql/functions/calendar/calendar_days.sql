CREATE OR REPLACE FUNCTION review.calendar_days(first_day date, last_day date) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce(jsonb_object_agg(h.date, jsonb_build_object('kind', h.kind, 'name', h.name)), '{}')
  FROM holiday h WHERE h.date BETWEEN first_day AND last_day
$$;
COMMENT ON FUNCTION review.calendar_days IS 'Internal. What the calendar says of the days of a span: {date: {kind, name}}.';
