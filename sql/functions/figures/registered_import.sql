CREATE OR REPLACE FUNCTION review.registered_import(run uuid, lines jsonb) RETURNS TABLE (added bigint, updated bigint, unchanged bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := import_actor('import_registered', run, lines);
  at constant timestamptz := clock_timestamp();
BEGIN
  BEGIN
    -- In the order of the key, so that two imports at once wait for each other and never in a circle.
    WITH put AS (
      INSERT INTO registered AS known (department_code, on_day, persons, updated_at, updated_by)
      SELECT DISTINCT ON (l.department, l.date) l.department, l.date, l.registered, at, me.name
      FROM jsonb_to_recordset(lines) AS l (line bigint, department key, date date, registered integer)
      ORDER BY l.department, l.date, l.line
      ON CONFLICT (department_code, on_day) DO UPDATE SET persons = excluded.persons, updated_at = excluded.updated_at, updated_by = excluded.updated_by
      WHERE known.persons <> excluded.persons
      RETURNING known.xmax = 0 AS is_new)
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) INTO added, updated FROM put;
  EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "lines"}');
  END;
  unchanged := import_recorded(me, 'registered', run, lines, added, updated);
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.registered_import IS
  'Takes in lines of a file of persons on registers: [{line, department, date, registered}], validated by the caller. The figure of a bureau and day '
  'replaces what was there. Safe to repeat. Administrator, owner. RC403, RC460 bad_document.';
GRANT EXECUTE ON FUNCTION review.registered_import TO review_admin;
