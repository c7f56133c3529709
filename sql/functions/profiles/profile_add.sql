CREATE OR REPLACE FUNCTION review.profile_add(document jsonb, OUT outcome text, OUT bureaus bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  -- It says who sees what, and how long: nothing that a login of the staff decides.
  me constant staff := owner_actor('add_profile');
  given profile;
  known profile_file;
  other profile;
  taken department;
  used bigint;
  renewed boolean := false;
BEGIN
  bureaus := 0;
  BEGIN
    given := jsonb_populate_record(NULL::profile, document -> 'profile');
    IF given.province !~ '^[a-z][a-z0-9_]*$' OR coalesce(given.version, '') = '' OR given.valid_to < given.valid_from THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation';
    END IF;
    PERFORM plain_text(document ->> 'file', 'file', 200);
    PERFORM profile_file_held(given.province, given.version);
    SELECT * INTO known FROM profile_file f WHERE f.province = given.province AND f.version = given.version;
    outcome := CASE WHEN known.edition IS NULL THEN 'added' WHEN known.content = document ->> 'content' THEN 'unchanged' ELSE 'replaced' END;

    IF known.edition IS NULL AND EXISTS (SELECT FROM profile p WHERE p.province = given.province AND p.version = given.version) THEN
      PERFORM refuse('RC464', 'version_used', jsonb_build_object('province', given.province, 'version', given.version, 'by', 'program'));
    END IF;
    IF outcome = 'replaced' THEN
      SELECT count(*) INTO used FROM application a WHERE a.province = given.province AND (a.profile_version = given.version
        OR EXISTS (SELECT FROM submission s WHERE s.application_id = a.id AND s.profile_version = given.version));
      IF used > 0 THEN
        PERFORM refuse('RC464', 'version_used', jsonb_build_object('province', given.province, 'version', given.version, 'used', used));
      END IF;
    END IF;
    IF outcome <> 'unchanged' THEN
      SELECT * INTO other FROM profile p WHERE p.number_letters = given.number_letters AND p.province <> given.province ORDER BY p.valid_from LIMIT 1;
      IF FOUND THEN
        PERFORM refuse('RC464', 'letters_taken', jsonb_build_object('letters', given.number_letters, 'province', other.province));
      END IF;
      SELECT * INTO taken FROM department d WHERE d.province <> given.province
        AND (d.code = document ->> 'region' OR d.code IN (SELECT l ->> 'code' FROM jsonb_array_elements(document -> 'departments') AS l)) ORDER BY d.code LIMIT 1;
      IF FOUND THEN
        PERFORM refuse('RC464', 'province_taken', jsonb_build_object('code', taken.code, 'name', taken.name, 'province', taken.province));
      END IF;
      SELECT * INTO other FROM profile p WHERE p.province = given.province AND p.version <> given.version ORDER BY p.valid_from DESC, p.version LIMIT 1;
      IF FOUND AND given.valid_from <= other.valid_from THEN
        PERFORM refuse('RC464', 'begins_too_early', jsonb_build_object('version', other.version, 'valid_from', other.valid_from));
      END IF;

      INSERT INTO region AS r (code, name, level, parent_code)
      SELECT l.code, plain_text(l.name, 'regions', 50), l.level, l.parent
      FROM jsonb_to_recordset(document -> 'regions') AS l (code text, name text, level text, parent text) WHERE l.level <> 'zone'
      ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level, parent_code = excluded.parent_code;
      WITH put AS (
        INSERT INTO department AS d (code, name, full_name, level, parent_code, region_code, province)
        SELECT l.code, plain_text(l.name, 'departments', 50), plain_text(l.full_name, 'departments', 100), l.level, l.parent_code, l.region_code, given.province
        FROM jsonb_to_recordset(document -> 'departments')
          AS l (code text, name text, full_name text, level text, parent_code text, region_code text, province text)
        ON CONFLICT (code) DO UPDATE SET name = excluded.name, full_name = excluded.full_name, level = excluded.level,
          parent_code = excluded.parent_code, region_code = excluded.region_code
        RETURNING d.xmax = 0 AS is_new)
      SELECT count(*) FILTER (WHERE is_new) INTO bureaus FROM put;
      -- Its own places alone, and nobody of another province above them.
      IF EXISTS (SELECT FROM jsonb_array_elements(document -> 'regions') AS l WHERE left(l ->> 'code', 2) IS DISTINCT FROM left(document ->> 'region', 2))
          OR EXISTS (SELECT FROM department d JOIN department above ON above.code = d.parent_code
                     WHERE d.province = given.province AND above.province <> given.province) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation';
      END IF;
    END IF;
    -- Of a text that is there the row is made anew, too, and that is on record: another program may read more from it.
    IF outcome = 'unchanged' THEN
      SELECT * INTO other FROM profile p WHERE p.province = given.province AND p.version = given.version;
      renewed := other IS DISTINCT FROM given;
      -- Applications may refer to it: masks may be added, none taken away.
      IF NOT (other.masked_fields <@ given.masked_fields AND other.export_hidden_fields <@ given.export_hidden_fields)
          OR (other.number_letters, other.valid_from) IS DISTINCT FROM (given.number_letters, given.valid_from) THEN
        PERFORM refuse('RC464', 'version_used', jsonb_build_object('province', given.province, 'version', given.version));
      END IF;
    END IF;
    INSERT INTO profile AS p SELECT given.*
    ON CONFLICT (province, version) DO UPDATE SET name = excluded.name, number_letters = excluded.number_letters, valid_from = excluded.valid_from,
      valid_to = excluded.valid_to, targets = excluded.targets, masked_fields = excluded.masked_fields,
      export_hidden_fields = excluded.export_hidden_fields, texts = excluded.texts, settings = excluded.settings;
    IF outcome <> 'unchanged' THEN
      INSERT INTO profile_file AS f (province, version, edition, name, content, regions, added_at, added_by)
      VALUES (given.province, given.version, (SELECT coalesce(max(x.edition), 0) + 1 FROM profile_file x), document ->> 'file',
        document ->> 'content', document -> 'regions', clock_timestamp(), session_user)
      ON CONFLICT (province, version) DO UPDATE SET edition = excluded.edition, name = excluded.name, content = excluded.content,
        regions = excluded.regions, added_at = excluded.added_at, added_by = excluded.added_by;
    END IF;
    -- What the rows refer to is looked at here, where it can be refused.
    SET CONSTRAINTS ALL IMMEDIATE;
  EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "document"}');
  END;
  PERFORM write_staff_event(me, 'imported', 'profiles', NULL, jsonb_build_object(
    'province', given.province, 'version', given.version, 'outcome', outcome, 'valid_from', given.valid_from, 'bureaus', bureaus,
    'renewed', renewed, 'sha256', encode(sha256(convert_to(document ->> 'content', 'UTF8')), 'hex')));
END
$$;
COMMENT ON FUNCTION review.profile_add IS
  'Puts a profile in: {profile: its row, region, file: its name, content: the YAML, regions: [{code, name, level, parent}], departments: rows}, checked '
  'by the caller. outcome: added, replaced (another text of a version that no application refers to) or unchanged; bureaus: how many are new. Safe to '
  'repeat. Owner. RC403, RC413 row_held, RC460 bad_document, RC463 bad_text, RC464 version_used, letters_taken, province_taken, '
  'begins_too_early.';
