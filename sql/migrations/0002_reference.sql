-- What the bureaus share: places, departments, calendar, reasons, profiles, and the table of states.
-- Rows of region, department, holiday, return_reason and profile come from the program's own data after each migration.

CREATE DOMAIN review.key AS text COLLATE "C";
COMMENT ON DOMAIN review.key IS
  'Codes, names of roles, numbers, states: compared as bytes, so fast, and no index depends on the server''s locale.';

CREATE TABLE review.region (
  code review.key PRIMARY KEY,
  name text NOT NULL,
  level text NOT NULL,
  parent_code review.key REFERENCES review.region DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE review.region IS 'Administrative divisions (GB/T 2260).';

CREATE TABLE review.department (
  code review.key PRIMARY KEY,
  name text NOT NULL,
  full_name text NOT NULL,
  level text NOT NULL CHECK (level IN ('province', 'city', 'county', 'zone')),
  parent_code review.key REFERENCES review.department DEFERRABLE INITIALLY DEFERRED,
  region_code review.key REFERENCES review.region DEFERRABLE INITIALLY DEFERRED,
  province review.key NOT NULL,
  ancestors text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE review.department IS
  'Bureaus that review. A tree beside that of regions: development zones and 市本级/省本级 have no region of their own.';
COMMENT ON COLUMN review.department.ancestors IS
  'Path from the root to this department, itself included. Kept by a trigger; whatever is written here is replaced.';

CREATE FUNCTION review.department_path() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  IF TG_WHEN = 'BEFORE' THEN
    NEW.ancestors := coalesce((SELECT d.ancestors FROM department d WHERE d.code = NEW.parent_code), '{}') || NEW.code;
    RETURN NEW;
  END IF;
  UPDATE department SET parent_code = parent_code WHERE parent_code = NEW.code AND ancestors <> NEW.ancestors || code;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION review.department_path IS 'Trigger. Keeps department.ancestors right whatever order the rows arrive in.';
CREATE TRIGGER department_path BEFORE INSERT OR UPDATE ON review.department
  FOR EACH ROW EXECUTE FUNCTION review.department_path();
CREATE TRIGGER department_path_below AFTER INSERT OR UPDATE ON review.department
  FOR EACH ROW EXECUTE FUNCTION review.department_path();

CREATE TABLE review.holiday (
  date date PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('holiday', 'makeup_workday')),
  name text NOT NULL
);
COMMENT ON TABLE review.holiday IS 'Days that differ from the weekend rule, by the State Council''s yearly notice.';

CREATE TABLE review.return_reason (
  code review.key PRIMARY KEY,
  scope text NOT NULL,
  text text NOT NULL,
  hint text NOT NULL,
  action review.key NOT NULL,
  remark_required boolean NOT NULL DEFAULT false,
  ordinal integer NOT NULL,
  source text NOT NULL
);
COMMENT ON TABLE review.return_reason IS 'Coded reasons for a return; text and hint go to the applicant.';

CREATE TABLE review.profile (
  province review.key NOT NULL,
  version review.key NOT NULL,
  name text NOT NULL,
  number_letters char(2) NOT NULL CHECK (number_letters ~ '^[A-Z]{2}$'),
  valid_from date NOT NULL,
  valid_to date,
  targets text[] NOT NULL DEFAULT '{}',
  masked_fields text[] NOT NULL DEFAULT '{}',
  texts jsonb NOT NULL DEFAULT '{}',
  settings jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (province, version)
);
COMMENT ON TABLE review.profile IS 'What the database must know of a province''s form; the form itself is the program''s YAML.';
COMMENT ON COLUMN review.profile.targets IS 'Field and slot ids that a return reason may point at, without index.';
COMMENT ON COLUMN review.profile.masked_fields IS 'Answers shown masked; "qualifications[].certificate_number" names a field of every entry.';
COMMENT ON COLUMN review.profile.texts IS
  'Messages by event (approved, returned, transferred, reopened) with {name} {number} {department} {reasons} {note} {due} {revision}.';
COMMENT ON COLUMN review.profile.settings IS
  'working_days, reopen_days, lease_minutes, withdraw_until, channel, recipient_field (field id, null for the portal), '
  'target_labels (field or slot id → label in messages).';

CREATE TABLE review.transition (
  from_state review.key NOT NULL,
  action review.key NOT NULL,
  actor review.key NOT NULL,
  to_state review.key NOT NULL,
  PRIMARY KEY (from_state, action, actor)
);
COMMENT ON TABLE review.transition IS
  'The state table: what is not here is refused. The same table is in the program; a test proves them equal.';
INSERT INTO review.transition (from_state, action, actor, to_state) VALUES
  ('draft',     'submit',   'applicant', 'submitted'),
  ('returned',  'submit',   'applicant', 'submitted'),
  ('submitted', 'withdraw', 'applicant', 'draft'),
  ('submitted', 'claim',    'reviewer',  'in_review'),
  ('submitted', 'claim',    'manager',   'in_review'),
  ('in_review', 'release',  'reviewer',  'submitted'),
  ('in_review', 'release',  'manager',   'submitted'),
  ('in_review', 'expire',   'clock',     'submitted'),
  ('in_review', 'approve',  'reviewer',  'approved'),
  ('in_review', 'approve',  'manager',   'approved'),
  ('in_review', 'return',   'reviewer',  'returned'),
  ('in_review', 'return',   'manager',   'returned'),
  ('submitted', 'transfer', 'reviewer',  'submitted'),
  ('submitted', 'transfer', 'manager',   'submitted'),
  ('in_review', 'transfer', 'reviewer',  'submitted'),
  ('in_review', 'transfer', 'manager',   'submitted'),
  ('approved',  'reopen',   'manager',   'in_review'),
  ('returned',  'reopen',   'manager',   'in_review');

CREATE FUNCTION review.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date $$;
COMMENT ON FUNCTION review.today IS 'The date in China, whatever the server''s and the session''s time zone.';

CREATE FUNCTION review.is_working_day(day date) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce((SELECT h.kind = 'makeup_workday' FROM holiday h WHERE h.date = day), extract(isodow FROM day) < 6)
$$;
COMMENT ON FUNCTION review.is_working_day IS 'By table holiday; by the weekend rule where the year''s notice is not known yet.';

CREATE FUNCTION review.add_working_days(start date, days integer) RETURNS date
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  day date := start;
  remaining integer := days;
BEGIN
  WHILE remaining > 0 LOOP
    day := day + 1;
    IF is_working_day(day) THEN
      remaining := remaining - 1;
    END IF;
  END LOOP;
  RETURN day;
END
$$;
COMMENT ON FUNCTION review.add_working_days IS
  'The day on which the given number of working days after start ends; start itself does not count. '
  '5 working days after 2026-09-28 end on 2026-10-10.';

CREATE FUNCTION review.check_character(body text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  alphabet constant text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  product integer := 36;
  character text;
BEGIN
  FOREACH character IN ARRAY string_to_array(body, NULL) LOOP
    product := (product + strpos(alphabet, character) - 1) % 36;
    product := (CASE product WHEN 0 THEN 36 ELSE product END * 2) % 37;
  END LOOP;
  RETURN substr(alphabet, (37 - product) % 36 + 1, 1);
END
$$;
COMMENT ON FUNCTION review.check_character IS 'ISO 7064 MOD 37,36 over capital letters and digits: ZJ26000123 → X.';

CREATE FUNCTION review.number_parse(written text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  plain text := regexp_replace(upper(normalize(coalesce(written, ''), NFKC)), '[^A-Z0-9]', '', 'g');
  body text := left(plain, -1);
BEGIN
  IF plain !~ '^[A-Z]{2}[0-9]{8,}[0-9A-Z]$' OR check_character(body) <> right(plain, 1) THEN
    PERFORM refuse('RC405', 'mistyped_number',
      -- what does not begin like a number may be anything, an ID number too, and errors are logged
      jsonb_build_object('number', CASE WHEN plain ~ '^[A-Z]{2}' THEN left(plain, 20) END));
  END IF;
  RETURN left(body, 4) || '-' || substr(body, 5) || '-' || right(plain, 1);
END
$$;
COMMENT ON FUNCTION review.number_parse IS
  'The canonical form ZJ26-000123-X of what somebody typed (lower case, full width, without hyphens). '
  'RC405 mistyped_number when the form or the check character is wrong: never a lookup with a wrong number.';

CREATE FUNCTION review.number_take(letters text, on_day date, how_many integer DEFAULT 1) RETURNS SETOF text
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  prefix constant text := letters || to_char(on_day, 'YY');
  counter constant text := 'number_' || lower(prefix);
  body text;
BEGIN
  IF letters !~ '^[A-Z]{2}$' THEN
    RAISE EXCEPTION 'number letters must be two capitals';
  END IF;
  IF to_regclass('review.' || counter) IS NULL THEN
    PERFORM pg_advisory_xact_lock(hashtext('review.number'), hashtext(prefix));
    IF to_regclass('review.' || counter) IS NULL THEN
      EXECUTE format('CREATE SEQUENCE review.%I', counter);
    END IF;
  END IF;
  FOR i IN 1 .. how_many LOOP
    body := prefix || lpad(nextval('review.' || counter)::text, 6, '0');
    -- lpad cuts what is longer than asked; a year may outgrow six digits
    IF currval('review.' || counter) > 999999 THEN
      body := prefix || currval('review.' || counter)::text;
    END IF;
    RETURN NEXT left(body, 4) || '-' || substr(body, 5) || '-' || check_character(body);
  END LOOP;
END
$$;
COMMENT ON FUNCTION review.number_take IS
  'Internal. New application numbers from the sequence of letters and year, made on first use. Gaps are possible, repeats are not.';

CREATE FUNCTION review.mask(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN value IS NULL OR value = '' THEN value
    WHEN strpos(value, '@') > 1 THEN left(value, 1) || '***' || substr(value, strpos(value, '@'))
    WHEN length(value) >= 15 THEN left(value, 6) || repeat('*', length(value) - 10) || right(value, 4)
    WHEN length(value) >= 11 THEN left(value, 3) || repeat('*', length(value) - 7) || right(value, 4)
    WHEN length(value) >= 6 THEN left(value, 2) || repeat('*', length(value) - 4) || right(value, 2)
    ELSE repeat('*', length(value))
  END
$$;
COMMENT ON FUNCTION review.mask IS
  'ID numbers keep 6 + 4 characters, mobile phones 3 + 4, shorter values 2 + 2 and very short ones none; e-mail its first letter and domain.';
