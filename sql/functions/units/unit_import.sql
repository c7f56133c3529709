CREATE OR REPLACE FUNCTION review.unit_import(run uuid, lines jsonb) RETURNS TABLE (added bigint, updated bigint, unchanged bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := import_actor('import_units', run, lines);
  at constant timestamptz := clock_timestamp();
BEGIN
  BEGIN
    -- In the order of the key, so that two imports at once wait for each other and never in a circle.
    WITH put AS (
      INSERT INTO unit AS known (code, name, unit_type, region, source, updated_at)
      SELECT DISTINCT ON (l.code) l.code, plain_text(l.name, 'name', 200), l.unit_type, l.region, 'import', at
      FROM jsonb_to_recordset(lines) AS l (line bigint, code key, name text, unit_type key, region key)
      ORDER BY l.code, l.line
      ON CONFLICT (code) DO UPDATE SET name = excluded.name, unit_type = coalesce(excluded.unit_type, known.unit_type),
        region = coalesce(excluded.region, known.region), source = 'import', updated_at = excluded.updated_at,
        other_name = NULL, other_application = NULL
      WHERE (known.name, known.source::text, known.unit_type, known.region) IS DISTINCT FROM
        (excluded.name, 'import', coalesce(excluded.unit_type, known.unit_type), coalesce(excluded.region, known.region))
      RETURNING known.xmax = 0 AS is_new)
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) INTO added, updated FROM put;
  EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "lines"}');
  END;
  unchanged := import_recorded(me, 'units', run, lines, added, updated);
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.unit_import IS
  'Takes in lines of a file of units: [{line, code, name, unit_type, region}], validated by the caller. An import outranks approvals; type and '
  'region stay where the line has none. Safe to repeat. Administrator, owner. RC403, RC460 bad_document, RC463 bad_text.';
GRANT EXECUTE ON FUNCTION review.unit_import TO review_admin;
