CREATE OR REPLACE FUNCTION review.calendar_import(
  run uuid, of_year integer, lines jsonb, OUT added bigint, OUT updated bigint, OUT removed bigint, OUT unchanged bigint, OUT moved bigint,
  OUT changes jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := import_actor('import_holidays', run, lines);
  first_day date;
  before jsonb;
  since date;
BEGIN
  IF of_year IS NULL OR of_year NOT BETWEEN 1950 AND 9998 THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "year"}');
  END IF;
  -- A notice names days of its year, and at New Year those of the December before it.
  first_day := make_date(of_year - 1, 12, 1);
  PERFORM calendar_locked();
  PERFORM still(me) WHERE NOT is_owner();
  before := calendar_days(first_day, make_date(of_year, 12, 31));
  BEGIN
    IF (SELECT count(*) = 0 OR count(DISTINCT l.date) < count(*) OR count(*) FILTER (WHERE l.kind = 'holiday') = 0
          OR NOT coalesce(bool_and(l.date BETWEEN first_day AND make_date(of_year, 12, 31)), false)
        FROM jsonb_to_recordset(lines) AS l (date date, kind text)) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation';
    END IF;
    DELETE FROM holiday h WHERE h.notice = of_year OR h.notice IS NULL AND h.date BETWEEN make_date(of_year, 1, 1) AND make_date(of_year, 12, 31);
    -- A day that a later notice has spoken of stays as that says.
    INSERT INTO holiday AS known (date, kind, name, source, notice)
    SELECT l.date, l.kind, coalesce(plain_text(l.name, 'name', 100), ''), 'import', of_year
    FROM jsonb_to_recordset(lines) AS l (date date, kind text, name text)
    ON CONFLICT (date) DO UPDATE SET kind = excluded.kind, name = excluded.name, source = excluded.source, notice = excluded.notice
    WHERE known.notice IS NULL OR known.notice <= excluded.notice;
  EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "lines"}');
  END;
  SELECT count(*) FILTER (WHERE d.was IS NULL), count(*) FILTER (WHERE d.was IS NOT NULL AND d.now IS NOT NULL),
      count(*) FILTER (WHERE d.now IS NULL),
      coalesce(jsonb_agg(jsonb_build_object('date', d.day, 'before', d.was, 'now', d.now) ORDER BY d.day), '[]'),
      min(d.day::date) FILTER (WHERE calendar_works(d.day::date, d.was) <> calendar_works(d.day::date, d.now))
    INTO added, updated, removed, changes, since
  FROM (SELECT coalesce(b.key, n.key) AS day, b.value AS was, n.value AS now
        FROM jsonb_each(before) AS b FULL JOIN jsonb_each(calendar_days(first_day, make_date(of_year, 12, 31))) AS n ON n.key = b.key) AS d
  WHERE d.was IS DISTINCT FROM d.now;
  unchanged := jsonb_array_length(lines) - added - updated;
  moved := CASE WHEN since IS NULL THEN 0 ELSE due_dates_waited_for(since, me.name) END;
  PERFORM write_staff_event(me, 'imported', 'holidays', NULL, jsonb_build_object(
    'import', run, 'year', of_year, 'added', added, 'updated', updated, 'removed', removed, 'unchanged', unchanged, 'moved', moved));
END
$$;
COMMENT ON FUNCTION review.calendar_import IS
  'Takes in the State Council''s notice for a year: [{line, date, kind, name}], kind holiday or makeup_workday, all days of that year, or of the '
  'December before it. Replaces what was known of the year, the program''s rows too. Due dates of what is pending are counted again in the same transaction and only move '
  'later. changes: [{date, before, now: {kind, name} or null}]; moved: how many due dates. Safe to repeat. Administrator, owner. '
  'RC403, RC413 row_held, RC460 bad_document, RC463 bad_text.';
GRANT EXECUTE ON FUNCTION review.calendar_import TO review_admin;
