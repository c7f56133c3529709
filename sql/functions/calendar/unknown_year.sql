CREATE OR REPLACE FUNCTION review.unknown_year() RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT min(y) FROM (
    SELECT coalesce(add_working_days(today(), max(coalesce((p.settings ->> 'working_days')::integer, 5))), today()) AS day
    FROM profile p WHERE p.valid_from <= today() AND (p.valid_to IS NULL OR p.valid_to >= today())) AS last,
    generate_series(extract(year FROM today())::integer, extract(year FROM last.day)::integer) AS y
  WHERE NOT EXISTS (
    SELECT FROM holiday h WHERE h.date BETWEEN make_date(y, 1, 1) AND make_date(y, 12, 31) AND coalesce(h.notice, y) = y)
$$;
COMMENT ON FUNCTION review.unknown_year IS
  'The first year in which a submission of today could be due and of which no holiday is known, so that only weekends count there; null = none. '
  'calendar_import takes the year''s notice in.';
GRANT EXECUTE ON FUNCTION review.unknown_year TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
