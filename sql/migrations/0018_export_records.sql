-- The number of an export stands in its file, so it is given before anything is read; what was begun stays on record. What an export may
-- read of submissions beyond the statistics columns is a view that is empty for everybody else.

ALTER TABLE review.export_record
  ADD COLUMN finished_at timestamptz,
  ADD COLUMN abandoned_at timestamptz,
  ADD COLUMN abandoned_why text,
  ALTER COLUMN snapshot_at DROP NOT NULL,
  ALTER COLUMN rows DROP NOT NULL,
  ALTER COLUMN sheets DROP NOT NULL,
  ALTER COLUMN bytes DROP NOT NULL,
  ALTER COLUMN sha256 DROP NOT NULL;
UPDATE review.export_record SET finished_at = at;
ALTER TABLE review.export_record
  ADD CHECK (finished_at IS NULL OR abandoned_at IS NULL),
  ADD CHECK ((finished_at IS NULL) = (sha256 IS NULL) AND (finished_at IS NULL) = (snapshot_at IS NULL)
    AND (finished_at IS NULL) = (rows IS NULL) AND (finished_at IS NULL) = (sheets IS NULL) AND (finished_at IS NULL) = (bytes IS NULL));
COMMENT ON TABLE review.export_record IS
  'Every export, from its beginning: who, what, of which moment, and the file''s SHA-256. Neither finished nor abandoned: the program died.';
CREATE INDEX export_record_file ON review.export_record (sha256);

DROP FUNCTION review.export_record_add(text, jsonb, timestamptz, bigint, integer, bigint, text, boolean, text);

CREATE FUNCTION review.export_begin(report text, filters jsonb, unmasked boolean DEFAULT false, purpose text DEFAULT NULL) RETURNS bigint
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

CREATE FUNCTION review.export_finish(
  export bigint, snapshot_at timestamptz, row_count bigint, sheet_count integer, byte_count bigint, file_sha256 text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  PERFORM actor('export', 'reviewer', 'manager', 'administrator');
  UPDATE export_record e SET finished_at = clock_timestamp(), snapshot_at = export_finish.snapshot_at, rows = row_count, sheets = sheet_count,
    bytes = byte_count, sha256 = file_sha256
  WHERE e.id = export AND e.actor = session_user AND e.finished_at IS NULL AND e.abandoned_at IS NULL;
  -- The answer to the first call may have been lost.
  IF NOT FOUND AND NOT EXISTS (SELECT FROM export_record e WHERE e.id = export AND e.actor = session_user AND e.sha256 = file_sha256) THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('export', export));
  END IF;
END
$$;
COMMENT ON FUNCTION review.export_finish IS
  'What an export of one''s own became. Again with the same file: nothing happens. Reviewer, manager, administrator. RC403, RC404 not_found: '
  'somebody else''s, abandoned, or another file.';

CREATE FUNCTION review.export_abandon(export bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  PERFORM actor('export', 'reviewer', 'manager', 'administrator');
  UPDATE export_record e SET abandoned_at = clock_timestamp(), abandoned_why = left(why, 200)
  WHERE e.id = export AND e.actor = session_user AND e.finished_at IS NULL AND e.abandoned_at IS NULL;
END
$$;
COMMENT ON FUNCTION review.export_abandon IS
  'An export of one''s own that came to nothing, and why (a word of the program). Nothing happens when it has ended already. Reviewer, manager, '
  'administrator. RC403.';

CREATE FUNCTION review.export_open() RETURNS review.export_record
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  open export_record;
BEGIN
  SELECT * INTO open FROM export_record e
  WHERE e.id = nullif(current_setting('review.export', true), '')::bigint AND e.actor = session_user
    AND e.finished_at IS NULL AND e.abandoned_at IS NULL;
  RETURN open;
END
$$;
COMMENT ON FUNCTION review.export_open IS
  'The export that this transaction reads for: one''s own, begun and not ended, named by SET LOCAL review.export = ''number''. Null without one.';

-- As before, in one pass over the masked fields instead of all answers: an export asks it a million times.
CREATE OR REPLACE FUNCTION review.masked_answers(answers jsonb, fields text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  patch jsonb := '{}';
  value jsonb;
  field text;
  list text;
BEGIN
  FOREACH field IN ARRAY coalesce(fields, '{}') LOOP
    list := split_part(field, '[].', 1);
    value := coalesce(patch -> list, answers -> list);
    CASE
      WHEN value IS NULL THEN CONTINUE;
      WHEN list <> field THEN
        IF jsonb_typeof(value) = 'array' THEN
          patch := patch || jsonb_build_object(list, (
            SELECT coalesce(jsonb_agg(CASE
              WHEN jsonb_typeof(item) = 'object' AND item -> substr(field, length(list) + 4) <> 'null'
                THEN item || jsonb_build_object(substr(field, length(list) + 4), mask(item ->> substr(field, length(list) + 4)))
              ELSE item END ORDER BY position), '[]')
            FROM jsonb_array_elements(value) WITH ORDINALITY AS i (item, position)));
        END IF;
      WHEN jsonb_typeof(value) IN ('string', 'number') THEN patch := patch || jsonb_build_object(field, mask(value #>> '{}'));
      WHEN jsonb_typeof(value) IN ('object', 'array') THEN patch := patch || jsonb_build_object(field, '***');
      ELSE NULL;
    END CASE;
  END LOOP;
  RETURN coalesce(answers, '{}') || patch;
END
$$;

CREATE VIEW review.ledger WITH (security_barrier) AS
  SELECT a.id, a.number, a.province, a.department_code, review.effective_state(a.state, a.lease_expires_at) AS state, a.revision, a.channel,
    a.applicant_name, a.first_submitted_at, a.submitted_at, a.due_on, a.decided_at, a.decided_by, a.warnings,
    CASE WHEN a.lease_expires_at > now() THEN a.holder END AS holder,
    CASE WHEN (SELECT (review.export_open()).unmasked) THEN s.answers ELSE review.masked_answers(s.answers, p.masked_fields) END AS answers
  FROM review.application a
  JOIN review.submission s ON s.application_id = a.id AND s.revision = a.revision
  JOIN review.profile p ON p.province = a.province AND p.version = s.profile_version
  WHERE (SELECT (review.export_open()).id) IS NOT NULL AND a.department_code = ANY ((SELECT review.my_departments())::text[]);
COMMENT ON VIEW review.ledger IS
  'The latest submission of each application of one''s bureaus, for the export that the transaction reads for (export_open()): empty without one. '
  'Answers as the profile masks them, whole only for an export begun unmasked.';

REVOKE ALL ON review.ledger FROM PUBLIC;
GRANT SELECT ON review.ledger TO review_reviewer, review_manager;
REVOKE ALL ON FUNCTION review.export_begin(text, jsonb, boolean, text),
  review.export_finish(bigint, timestamptz, bigint, integer, bigint, text), review.export_abandon(bigint, text), review.export_open() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review.export_begin(text, jsonb, boolean, text),
  review.export_finish(bigint, timestamptz, bigint, integer, bigint, text), review.export_abandon(bigint, text)
  TO review_reviewer, review_manager, review_admin;
GRANT EXECUTE ON FUNCTION review.export_open(), review.masked_answers(jsonb, text[]) TO review_reviewer, review_manager;
