CREATE OR REPLACE FUNCTION review.publishable(me review.staff, report text, department text, days daterange, has_purpose boolean) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  bureau constant text := CASE WHEN publishable.department = ANY (departments_of(me)) THEN publishable.department ELSE me.department_code END;
  former export_record;
BEGIN
  IF bureau IS NULL THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', 'publish'));
  ELSIF has_purpose THEN
    RETURN bureau;
  END IF;
  -- One colleague after the other, for two at once would not see each other.
  BEGIN
    PERFORM FROM department d WHERE d.code = bureau FOR NO KEY UPDATE;
  EXCEPTION WHEN lock_not_available THEN
    PERFORM refuse('RC413', 'row_held', (SELECT jsonb_build_object('action', 'publish', 'name', d.name, 'holder', h.holder, 'since', h.since)
      FROM department d LEFT JOIN LATERAL row_holder(d.xmax) AS h ON true WHERE d.code = bureau));
  END;
  -- What is published stays so: two of overlapping days tell more than each, whatever the report, and of days that are not over another one
  -- follows. What was begun within the hour may still be finished, whoever began another one since.
  SELECT * INTO former FROM export_record e
  WHERE e.filters @> '{"publish": true}' AND e.abandoned_at IS NULL AND e.of_department = bureau
    AND (e.finished_at IS NOT NULL OR e.at > clock_timestamp() - interval '1 hour')
    AND daterange(e.date_from, e.date_to, '[]') && days
    AND (daterange(e.date_from, e.date_to, '[]') <> days OR e.finished_at IS NOT NULL AND e.report = publishable.report)
  ORDER BY e.id DESC LIMIT 1;
  IF FOUND OR coalesce(upper(days) > today(), true) THEN
    PERFORM refuse('RC425', 'purpose_missing', jsonb_build_object('action', 'publish', 'export', former.id, 'at', former.finished_at));
  END IF;
  RETURN bureau;
END
$$;
COMMENT ON FUNCTION review.publishable IS
  'Internal. The bureau whose figures are published: the one asked for, or one''s own where that is not below it. Without a purpose only for days that are over and that '
  'overlap nothing published of that bureau (the very same days in another report excepted). RC403 for who has no bureau, RC413 row_held {name, holder, since}, '
  'RC425 purpose_missing.';
