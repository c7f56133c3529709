CREATE OR REPLACE FUNCTION review.publishable(me review.staff, report text, department text, days daterange, has_purpose boolean) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  bureau constant text := CASE WHEN publishable.department = ANY (departments_of(me)) THEN publishable.department ELSE me.department_code END;
  former export_record;
BEGIN
  IF has_purpose THEN
    RETURN bureau;
  END IF;
  PERFORM publishing_turn(bureau);
  -- What is published stays so: two of overlapping days tell more than each, also of the very same days, which go on changing, and whatever the
  -- report; and of days that are not over another one follows. What was begun and is open may still be finished, by whom and of what report it be.
  SELECT * INTO former FROM export_record e
  WHERE e.filters @> '{"publish": true}' AND e.abandoned_at IS NULL AND e.of_department = bureau
    AND (e.finished_at IS NOT NULL OR e.open_until > clock_timestamp())
    AND daterange(e.date_from, e.date_to, '[]') && days
  ORDER BY e.id DESC LIMIT 1;
  IF FOUND OR coalesce(upper(days) > today(), true) THEN
    PERFORM refuse('RC425', 'purpose_missing', jsonb_strip_nulls(jsonb_build_object(
      'action', 'publish', 'export', former.id, 'at', former.finished_at, 'by', former.actor)));
  END IF;
  RETURN bureau;
END
$$;
COMMENT ON FUNCTION review.publishable IS
  'Internal. The bureau whose figures are published: the one asked for, or one''s own where that is not below it. Without a purpose only for days that are over and that '
  'overlap nothing published of that bureau, in whatever report. RC413 row_held {name, holder, since}, '
  'RC425 purpose_missing.';
