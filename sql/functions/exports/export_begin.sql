CREATE OR REPLACE FUNCTION review.export_begin(report text, filters jsonb, unmasked boolean DEFAULT false, purpose text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('export', 'reviewer', 'manager', 'administrator');
  reason constant text := nullif(btrim(export_begin.purpose), '');
  begun bigint;
BEGIN
  IF export_begin.unmasked AND me.role <> 'manager' THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', 'export_unmasked'));
  END IF;
  IF export_begin.unmasked AND reason IS NULL THEN
    PERFORM refuse('RC425', 'purpose_missing', '{"action": "export"}');
  END IF;
  INSERT INTO export_record AS e (actor, department_code, report, filters, unmasked, purpose)
  VALUES (me.name, me.department_code, export_begin.report, coalesce(export_begin.filters, '{}'), export_begin.unmasked, reason)
  RETURNING e.id INTO begun;
  PERFORM write_deed(me, 'exported', export_begin.report, reason, jsonb_build_object('export', begun, 'unmasked', export_begin.unmasked));
  RETURN begun;
END
$$;
COMMENT ON FUNCTION review.export_begin IS
  'Puts an export on record before it reads anything, and answers its number. Unmasked only for managers and with a purpose. Recorded as '
  'exported. Reviewer, manager, administrator. RC403, RC425 purpose_missing.';
GRANT EXECUTE ON FUNCTION review.export_begin TO review_reviewer, review_manager, review_admin;
