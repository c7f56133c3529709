CREATE OR REPLACE FUNCTION review.import_recorded(me review.staff, what text, run uuid, lines jsonb, added bigint, updated bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  unchanged constant bigint := jsonb_array_length(lines) - added - updated;
BEGIN
  PERFORM write_staff_event(me, 'imported', what, NULL, jsonb_build_object('import', run, 'first_line', lines #> '{0,line}',
    'last_line', lines #> '{-1,line}', 'added', added, 'updated', updated, 'unchanged', unchanged));
  RETURN unchanged;
END
$$;
COMMENT ON FUNCTION review.import_recorded IS 'Internal. Writes the audit entry of one batch of an import; answers how many of its lines were there already.';
