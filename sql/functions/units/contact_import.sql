CREATE OR REPLACE FUNCTION review.contact_import(run uuid, lines jsonb) RETURNS TABLE (added bigint, updated bigint, unchanged bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := import_actor('import_contacts', run, lines);
  at constant timestamptz := clock_timestamp();
BEGIN
  BEGIN
    WITH put AS (
      INSERT INTO department_contact AS known (department_code, phone, address, hours, updated_at, updated_by)
      SELECT DISTINCT ON (l.department) l.department, plain_text(l.phone, 'phone', 100), plain_text(l.address, 'address', 300),
        plain_text(l.hours, 'hours', 300), at, me.name
      FROM jsonb_to_recordset(lines) AS l (line bigint, department key, phone text, address text, hours text)
      ORDER BY l.department, l.line
      ON CONFLICT (department_code) DO UPDATE SET phone = excluded.phone, address = excluded.address, hours = excluded.hours,
        updated_at = excluded.updated_at, updated_by = excluded.updated_by
      WHERE (known.phone, known.address, known.hours) IS DISTINCT FROM (excluded.phone, excluded.address, excluded.hours)
      RETURNING known.xmax = 0 AS is_new)
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) INTO added, updated FROM put;
  EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "lines"}');
  END;
  unchanged := import_recorded(me, 'contacts', run, lines, added, updated);
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.contact_import IS
  'Takes in lines of a file of contacts: [{line, department, phone, address, hours}], validated by the caller. What the line says replaces what was '
  'there. Safe to repeat. Administrator, owner. RC403, RC460 bad_document, RC463 bad_text.';
GRANT EXECUTE ON FUNCTION review.contact_import TO review_admin;
