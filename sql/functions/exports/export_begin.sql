CREATE OR REPLACE FUNCTION review.export_begin(report text, limits jsonb, unmasked boolean DEFAULT false, purpose text DEFAULT NULL)
RETURNS SETOF bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := actor('export', 'reviewer', 'manager');
  mine constant text[] := departments_of(me);
  reason constant text := stated_purpose(export_begin.purpose, export_begin.unmasked, '{"action": "export"}');
  named constant text := lower(masked_numbers(plain_text(export_begin.report, 'report', 40)));
  asked record;
  kept jsonb;
  asked_of text[];
  begun export_record;
BEGIN
  IF export_begin.unmasked AND me.role <> 'manager' THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', 'export_unmasked'));
  ELSIF jsonb_typeof(limits) IS DISTINCT FROM 'array' OR jsonb_array_length(limits) > 1000
      OR EXISTS (SELECT FROM jsonb_array_elements(limits) AS l WHERE jsonb_typeof(l.value) <> 'object') THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "limits"}');
  END IF;
  -- Who begins the next has read the last; of several at once each waits for the one before.
  PERFORM export_turn(me);
  UPDATE export_record e SET open_until = clock_timestamp()
  WHERE e.actor = me.name AND e.open_until > clock_timestamp() AND e.finished_at IS NULL AND e.abandoned_at IS NULL
    AND on_record(e.recorded_in);
  PERFORM still(me);
  FOR asked IN SELECT l.value FROM jsonb_array_elements(limits) WITH ORDINALITY AS l (value, n) ORDER BY l.n LOOP
    SELECT coalesce(jsonb_object_agg(l.key, CASE jsonb_typeof(l.value) WHEN 'string' THEN to_jsonb(masked_numbers(plain_text(l.value #>> '{}', 'limits', CASE l.key WHEN 'file' THEN 255 ELSE 64 END))) ELSE l.value END), '{}')
    INTO kept FROM jsonb_each(asked.value) AS l
    WHERE l.key = ANY ('{department,province,state,reviewer,by,from,to,compare,publish,file}') AND jsonb_typeof(l.value) IN ('string', 'boolean');
    BEGIN
      -- Days that every program can read.
      IF NOT coalesce((kept ->> 'from')::date BETWEEN '1900-01-01' AND '9998-12-31', true) OR NOT coalesce((kept ->> 'to')::date BETWEEN '1900-01-01' AND '9998-12-31', true) THEN
        RAISE EXCEPTION USING ERRCODE = 'datetime_field_overflow';
      END IF;
      kept := kept || CASE WHEN kept ? 'publish' THEN jsonb_build_object('publish', (kept ->> 'publish')::boolean) ELSE '{}' END;
      IF named <> 'ledger' AND (kept ->> 'publish')::boolean THEN
        kept := kept || jsonb_build_object('department', publishable(
          me, named, kept ->> 'department', daterange((kept ->> 'from')::date, (kept ->> 'to')::date, '[]'), reason IS NOT NULL));
      END IF;
      INSERT INTO export_record AS e (actor, department_code, report, filters, unmasked, purpose, of_department, of_province, of_state, of_reviewer,
        dated, date_from, date_to, file_name, open_until)
      VALUES (me.name, me.department_code, named, kept - 'file', export_begin.unmasked, reason, kept ->> 'department',
        kept ->> 'province', kept ->> 'state', kept ->> 'reviewer', kept ->> 'by', (kept ->> 'from')::date,
        (kept ->> 'to')::date, kept ->> 'file', clock_timestamp() + interval '1 hour')
      RETURNING e.* INTO begun;
    EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
      PERFORM refuse('RC460', 'bad_document', '{"field": "limits"}');
    END;
    IF named = 'ledger' THEN
      asked_of := bureaus_below(mine, begun.of_department);
      UPDATE export_record e SET covered = (
        SELECT count(*) FROM application a
        WHERE a.department_code = ANY (asked_of) AND within_export(a, begun))
        + (SELECT count(*) FROM in_force_beside(asked_of) AS f WHERE within_export(f, begun))
      WHERE e.id = begun.id RETURNING e.* INTO begun;
    END IF;
    PERFORM write_staff_event(me, 'exported', named, reason, jsonb_strip_nulls(jsonb_build_object(
      'export', begun.id, 'unmasked', export_begin.unmasked, 'covered', begun.covered)));
    RETURN NEXT begun.id;
  END LOOP;
END
$$;
COMMENT ON FUNCTION review.export_begin IS
  'Puts exports on record before anything is read, one for each of the limits ({department, province, state, reviewer, by, from, to, compare}, and file: the file''s name), and answers '
  'their numbers. The ledger is open to such an export, within its limits, once this is committed, for an hour or until the same login begins the '
  'next. Unmasked only for managers and with a purpose; published ({publish}) for days that are not over, or that overlap what the same bureau published '
  'before, in whatever report, only with a purpose. Recorded as exported, with the count of applications it covers. Reviewer, manager. '
  'RC403, RC413 row_held, RC425 purpose_missing, RC460 bad_document, RC463 bad_text.';
GRANT EXECUTE ON FUNCTION review.export_begin TO review_reviewer, review_manager;
