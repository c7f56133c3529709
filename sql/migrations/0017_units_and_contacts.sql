-- What a form looks up before anything is submitted: a unit's name by its code (R14), and whom to ask (R16).

CREATE TABLE review.unit (
  code review.key PRIMARY KEY CHECK (code ~ '^([0-9A-Z]{18}|[0-9A-Z]{9})$'),
  name text NOT NULL CHECK (btrim(name) <> '' AND length(name) <= 200),
  unit_type review.key,
  region review.key,
  source review.key NOT NULL CHECK (source IN ('import', 'approved')),
  updated_at timestamptz NOT NULL,
  other_name text,
  other_application bigint,
  CHECK (source = 'approved' OR (other_name IS NULL AND other_application IS NULL))
);
COMMENT ON TABLE review.unit IS
  'Units by credit code or organisation code, for filling in the name. An import outranks what approvals tell. Nobody but the owner reads it; unit_find '
  'hands out one unit at a time.';
COMMENT ON COLUMN review.unit.unit_type IS 'Code of the list unit_type; null = not known.';
COMMENT ON COLUMN review.unit.region IS 'Code of the region where it is; null = not known.';
COMMENT ON COLUMN review.unit.other_name IS
  'The name that the latest approval gave where it differs. It becomes the name when the next approval, of another application, gives it too: one '
  'overlooked typo is not spread, a renamed unit is.';
-- An organisation code lives on as characters 9 to 17 of the credit code.
CREATE INDEX unit_organisation_code ON review.unit (substr(code, 9, 9)) WHERE length(code) = 18;
ALTER TABLE review.unit ENABLE ROW LEVEL SECURITY;  -- and no policy: nobody but the owner

CREATE TABLE review.department_contact (
  department_code review.key PRIMARY KEY REFERENCES review.department,
  phone text NOT NULL CHECK (btrim(phone) <> ''),
  address text,
  hours text,
  updated_at timestamptz NOT NULL,
  updated_by review.key NOT NULL
);
COMMENT ON TABLE review.department_contact IS 'How applicants reach a bureau; entered by administrators, read by everybody through contact_list.';
COMMENT ON COLUMN review.department_contact.hours IS 'When somebody answers, in words.';
ALTER TABLE review.department_contact ENABLE ROW LEVEL SECURITY;  -- and no policy: nobody but the owner

COMMENT ON COLUMN review.profile.settings IS
  'working_days, reopen_days, lease_minutes, withdraw_until, channel, recipient_field (field id, null for the portal), '
  'target_labels (field or slot id → label in messages), legacy, notices {id: seconds}, '
  'unit_lookup {code, name} (field ids, null where the form offers none).';

CREATE FUNCTION review.unit_approved(of_code text, of_name text, of_type text, of_region text, of_application bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  -- Whatever else stands there, an approval never fails because of the unit.
  IF of_code IS NULL OR of_code !~ '^([0-9A-Z]{18}|[0-9A-Z]{9})$' OR coalesce(btrim(of_name), '') = '' OR length(btrim(of_name)) > 200 THEN
    RETURN;
  END IF;
  INSERT INTO unit AS known (code, name, unit_type, region, source, updated_at, other_application)
  VALUES (of_code, btrim(of_name), of_type, of_region, 'approved', clock_timestamp(), of_application)
  ON CONFLICT (code) DO UPDATE SET
    name = CASE WHEN excluded.name = known.other_name AND excluded.other_application IS DISTINCT FROM known.other_application
      THEN excluded.name ELSE known.name END,
    other_name = CASE WHEN excluded.name = known.name THEN NULL
      WHEN excluded.name = known.other_name AND excluded.other_application IS DISTINCT FROM known.other_application THEN NULL
      ELSE excluded.name END,
    other_application = excluded.other_application,
    unit_type = coalesce(excluded.unit_type, known.unit_type), region = coalesce(excluded.region, known.region),
    updated_at = excluded.updated_at
  WHERE known.source = 'approved';
END
$$;
COMMENT ON FUNCTION review.unit_approved IS
  'Internal. What an approved application tells of a unit. The first approval names it; later the latest approval wins, but a different name only '
  'once two applications in a row gave it. Blank names and what is no code change nothing; an imported unit stays as it is.';

CREATE FUNCTION review.unit_learn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  PERFORM unit_approved(s.answers ->> (p.settings #>> '{unit_lookup,code}'), s.answers ->> (p.settings #>> '{unit_lookup,name}'),
                        NEW.unit_type, NEW.unit_region, NEW.id)
  FROM submission s, profile p
  WHERE s.application_id = NEW.id AND s.revision = NEW.revision AND p.province = NEW.province AND p.version = NEW.profile_version
    AND jsonb_typeof(p.settings -> 'unit_lookup') = 'object';
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION review.unit_learn IS 'Trigger. Takes code and name of the unit out of an application that was just approved (profile.settings.unit_lookup).';
CREATE TRIGGER unit_learn AFTER UPDATE OF state ON review.application
  FOR EACH ROW WHEN (NEW.state = 'approved' AND OLD.state <> 'approved') EXECUTE FUNCTION review.unit_learn();

CREATE FUNCTION review.import_actor(wanted_action text, run uuid, lines jsonb) RETURNS review.staff
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me staff;
BEGIN
  IF is_owner() THEN
    me.name := session_user;
  ELSE
    me := actor(wanted_action, 'administrator');
  END IF;
  IF run IS NULL OR jsonb_typeof(lines) IS DISTINCT FROM 'array' THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "lines"}');
  END IF;
  RETURN me;
END
$$;
COMMENT ON FUNCTION review.import_actor IS 'Internal. Who may import a file of reference rows: an administrator or the owner. RC403, RC460 bad_document.';

CREATE FUNCTION review.import_counts(run uuid, lines jsonb, added bigint, updated bigint, unchanged bigint) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT jsonb_build_object('import', run, 'first_line', lines #> '{0,line}', 'last_line', lines #> '{-1,line}',
    'added', added, 'updated', updated, 'unchanged', unchanged)
$$;
COMMENT ON FUNCTION review.import_counts IS 'Internal. The audit entry of one batch of an import.';

CREATE FUNCTION review.unit_find(of_code text)
RETURNS TABLE (code text, name text, unit_type text, region text, source text, updated_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('unit_find');
BEGIN
  RETURN QUERY
    SELECT u.code::text, u.name, u.unit_type::text, u.region::text, u.source::text, u.updated_at FROM unit u WHERE u.code = of_code;
  IF NOT FOUND AND length(of_code) = 9 THEN
    RETURN QUERY
      SELECT u.code::text, u.name, u.unit_type::text, u.region::text, u.source::text, u.updated_at FROM unit u
      WHERE length(u.code) = 18 AND substr(u.code, 9, 9) = of_code ORDER BY u.source = 'import' DESC, u.updated_at DESC LIMIT 1;
  END IF;
END
$$;
COMMENT ON FUNCTION review.unit_find IS
  'The unit with a credit code or organisation code, in its stored form; an organisation code also finds the credit code that holds it. No row where '
  'nobody knows it. Intake, administrator, owner. RC403.';

CREATE FUNCTION review.unit_import(run uuid, lines jsonb) RETURNS TABLE (added bigint, updated bigint, unchanged bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := import_actor('import_units', run, lines);
  at constant timestamptz := clock_timestamp();
BEGIN
  BEGIN
    -- In the order of the key, so that two imports at once wait for each other and never in a circle.
    WITH put AS (
      INSERT INTO unit AS known (code, name, unit_type, region, source, updated_at)
      SELECT DISTINCT ON (l.code) l.code, btrim(l.name), l.unit_type, l.region, 'import', at
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
  unchanged := jsonb_array_length(lines) - added - updated;
  PERFORM write_deed(me, 'imported', 'units', NULL, import_counts(run, lines, added, updated, unchanged));
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.unit_import IS
  'Takes in lines of a file of units: [{line, code, name, unit_type, region}], validated by the caller. An import outranks approvals; type and '
  'region stay where the line has none. Safe to repeat. Administrator, owner. RC403, RC460 bad_document.';

CREATE FUNCTION review.contact_list(of_province text)
RETURNS TABLE (department_code text, phone text, address text, hours text, updated_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT c.department_code::text, c.phone, c.address, c.hours, c.updated_at
  FROM department_contact c JOIN department d ON d.code = c.department_code
  WHERE d.province = of_province ORDER BY c.department_code
$$;
COMMENT ON FUNCTION review.contact_list IS
  'How the bureaus of a province are reached, as far as anybody has entered it; no secret. Everybody.';

CREATE FUNCTION review.contact_import(run uuid, lines jsonb) RETURNS TABLE (added bigint, updated bigint, unchanged bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := import_actor('import_contacts', run, lines);
  at constant timestamptz := clock_timestamp();
BEGIN
  BEGIN
    WITH put AS (
      INSERT INTO department_contact AS known (department_code, phone, address, hours, updated_at, updated_by)
      SELECT DISTINCT ON (l.department) l.department, btrim(l.phone), nullif(btrim(l.address), ''), nullif(btrim(l.hours), ''), at, me.name
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
  unchanged := jsonb_array_length(lines) - added - updated;
  PERFORM write_deed(me, 'imported', 'contacts', NULL, import_counts(run, lines, added, updated, unchanged));
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.contact_import IS
  'Takes in lines of a file of contacts: [{line, department, phone, address, hours}], validated by the caller. What the line says replaces what was '
  'there. Safe to repeat. Administrator, owner. RC403, RC460 bad_document.';

REVOKE ALL ON review.unit, review.department_contact FROM PUBLIC;
REVOKE ALL ON FUNCTION review.unit_approved(text, text, text, text, bigint), review.unit_learn(), review.import_actor(text, uuid, jsonb),
  review.import_counts(uuid, jsonb, bigint, bigint, bigint), review.unit_find(text), review.unit_import(uuid, jsonb), review.contact_list(text),
  review.contact_import(uuid, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review.unit_find(text) TO review_intake, review_admin;
GRANT EXECUTE ON FUNCTION review.contact_list(text)
  TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
GRANT EXECUTE ON FUNCTION review.unit_import(uuid, jsonb), review.contact_import(uuid, jsonb) TO review_admin;
