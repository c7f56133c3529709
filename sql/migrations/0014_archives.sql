-- Archives from before (原有档案): what an older system knew of a person. Imported by administrators, looked up by the endpoint, so that
-- the person needs no registration, logs in with the old password and starts from a filled form.

ALTER TABLE review.event DROP CONSTRAINT event_action_check;
ALTER TABLE review.event ADD CONSTRAINT event_action_check CHECK (action IN (
  'submitted', 'withdrawn', 'claimed', 'taken_over', 'released', 'lease_expired', 'approved', 'returned', 'transferred',
  'reopened', 'noted', 'opened', 'unmasked', 'looked_up', 'notifications_read', 'resent', 'exported',
  'staff_added', 'staff_disabled', 'staff_enabled', 'password_changed', 'imported'));

CREATE TABLE review.archive (
  province review.key NOT NULL,
  id_type review.key NOT NULL,
  match_key review.key NOT NULL CHECK (match_key <> ''),
  original_number review.key,
  name text GENERATED ALWAYS AS (answers ->> 'identity.name') STORED,
  answers jsonb NOT NULL CHECK (jsonb_typeof(answers) = 'object'),
  password_hash text,
  password_scheme review.key CHECK (password_scheme IN ('md5', 'sha1', 'sha256')),
  imported_at timestamptz NOT NULL,
  imported_by review.key NOT NULL,
  import uuid NOT NULL,
  source_line bigint NOT NULL,
  PRIMARY KEY (province, id_type, match_key),
  CHECK ((password_hash IS NULL) = (password_scheme IS NULL))
);
COMMENT ON TABLE review.archive IS
  'Archives of an older system, whole. No one but the owner reads it; functions hand the answers out one person at a time and record that.';
COMMENT ON COLUMN review.archive.match_key IS
  'Value of the field by which the profile finds an archive (settings.legacy.match), in its stored form: an old 15-digit number as 18 characters.';
COMMENT ON COLUMN review.archive.original_number IS 'The number as the older system had it, where it was upgraded.';
COMMENT ON COLUMN review.archive.password_hash IS 'Hexadecimal digest of the old password; never handed out, only compared by archive_verify.';
COMMENT ON COLUMN review.archive.import IS 'The run that wrote the row last, and source_line its line of the file; both also in event.';
CREATE INDEX archive_original_number ON review.archive (province, original_number) WHERE original_number IS NOT NULL;
ALTER TABLE review.archive ENABLE ROW LEVEL SECURITY;  -- and no policy: nobody but the owner

CREATE FUNCTION review.archive_import(of_province text, run uuid, lines jsonb)
RETURNS TABLE (added bigint, updated bigint, unchanged bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me staff;
  at constant timestamptz := clock_timestamp();
BEGIN
  IF is_owner() THEN
    me.name := session_user;
  ELSE
    me := actor('import_archives', 'administrator');
  END IF;
  IF NOT EXISTS (SELECT FROM profile p WHERE p.province = of_province) THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "province"}');
  ELSIF run IS NULL OR jsonb_typeof(lines) IS DISTINCT FROM 'array' THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "lines"}');
  END IF;
  BEGIN
    -- In the order of the key, so that two imports at once wait for each other and never in a circle.
    WITH put AS (
      INSERT INTO archive AS known (province, id_type, match_key, original_number, answers, password_hash, password_scheme,
                                    imported_at, imported_by, import, source_line)
      SELECT DISTINCT ON (l.id_type, l.match_key)
        of_province, l.id_type, l.match_key, l.original_number, l.answers, l.password_hash, l.password_scheme,
        at, me.name, run, l.line
      FROM jsonb_to_recordset(lines) AS l (line bigint, id_type key, match_key key, original_number key, answers jsonb,
                                           password_hash text, password_scheme key)
      ORDER BY l.id_type, l.match_key, l.line
      ON CONFLICT (province, id_type, match_key) DO UPDATE SET
        answers = excluded.answers, original_number = coalesce(excluded.original_number, known.original_number),
        password_hash = coalesce(excluded.password_hash, known.password_hash),
        password_scheme = coalesce(excluded.password_scheme, known.password_scheme),
        imported_at = excluded.imported_at, imported_by = excluded.imported_by, import = excluded.import,
        source_line = excluded.source_line
      WHERE known.answers <> excluded.answers OR known.original_number IS DISTINCT FROM
          coalesce(excluded.original_number, known.original_number)
        OR (known.password_hash, known.password_scheme) IS DISTINCT FROM
          (coalesce(excluded.password_hash, known.password_hash), coalesce(excluded.password_scheme, known.password_scheme))
      RETURNING known.xmax = 0 AS is_new)
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) INTO added, updated FROM put;
  EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "lines"}');
  END;
  unchanged := jsonb_array_length(lines) - added - updated;
  PERFORM write_deed(me, 'imported', 'archives', NULL, jsonb_build_object(
    'import', run, 'province', of_province, 'first_line', lines #> '{0,line}', 'last_line', lines #> '{-1,line}',
    'added', added, 'updated', updated, 'unchanged', unchanged));
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.archive_import IS
  'Takes in lines of an archive file: [{line, id_type, match_key, original_number, answers, password_hash, password_scheme}], validated by the '
  'caller. A known person''s archive is replaced where it differs; an old password or number stays where the line has none. run names the import. Safe to repeat. Administrator, owner. RC403, RC460 '
  'bad_document.';

CREATE FUNCTION review.archive_of(of_province text, of_id_type text, of_number text) RETURNS review.archive
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT a FROM archive a WHERE a.province = of_province AND a.id_type = of_id_type
    AND (a.match_key = of_number OR a.original_number = of_number)
  ORDER BY a.match_key = of_number DESC LIMIT 1
$$;
COMMENT ON FUNCTION review.archive_of IS 'Internal. The archive of a person, by the number of today or the one that the older system had.';

CREATE FUNCTION review.archive_find(of_province text, of_id_type text, of_number text)
RETURNS TABLE (answers jsonb, fixed_fields text[], has_password boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('archive_find');
  found_archive constant archive := archive_of(of_province, of_id_type, of_number);
  legacy jsonb;
BEGIN
  SELECT p.settings -> 'legacy' INTO legacy FROM profile p
  WHERE p.province = of_province AND p.valid_from <= today() AND coalesce(p.valid_to >= today(), true)
  ORDER BY p.valid_from DESC LIMIT 1;
  PERFORM write_deed(me, 'looked_up', 'archive', 'prefill', jsonb_build_object(
    'province', of_province, 'number', mask(of_number), 'found', found_archive.match_key IS NOT NULL));
  IF found_archive.match_key IS NULL THEN
    RETURN;
  END IF;
  answers := CASE WHEN coalesce((legacy ->> 'prefill')::boolean, true) THEN found_archive.answers ELSE '{}' END;
  fixed_fields := ARRAY(SELECT jsonb_array_elements_text(coalesce(legacy -> 'fixed_fields', '[]')));
  has_password := found_archive.password_hash IS NOT NULL AND coalesce((legacy ->> 'old_password')::boolean, false);
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.archive_find IS
  'The answers with which a person''s form starts, the fields among them that stay as they are, and whether the old password is known; no row '
  'without an archive. Found by the number of today or the old 15-digit one. Recorded. Intake, administrator, owner. RC403.';

CREATE FUNCTION review.archive_verify(of_province text, of_id_type text, of_number text, digests jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('archive_verify');
  found_archive constant archive := archive_of(of_province, of_id_type, of_number);
  is_right constant boolean := coalesce(found_archive.password_hash = lower(digests ->> found_archive.password_scheme), false);
BEGIN
  PERFORM write_deed(me, 'looked_up', 'archive', 'login', jsonb_build_object(
    'province', of_province, 'number', mask(of_number), 'right', is_right));
  RETURN is_right;
END
$$;
COMMENT ON FUNCTION review.archive_verify IS
  'Whether a typed password is the archive''s: digests holds its hexadecimal digests by scheme ({"md5": …, "sha1": …, "sha256": …}), so that the '
  'caller need not know the scheme and the hash never leaves. False without an archive or a password. Recorded. Intake, administrator, owner. RC403.';

REVOKE ALL ON FUNCTION review.archive_import(text, uuid, jsonb), review.archive_of(text, text, text), review.archive_find(text, text, text),
  review.archive_verify(text, text, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review.archive_import(text, uuid, jsonb) TO review_admin;
GRANT EXECUTE ON FUNCTION review.archive_find(text, text, text), review.archive_verify(text, text, text, jsonb)
  TO review_intake, review_admin;
