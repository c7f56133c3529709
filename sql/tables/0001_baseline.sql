-- The schema as it was when its history was begun anew: roles, types, tables, indexes, and the rows that are law.
-- Rights, policies, triggers and views are in doors/, functions in functions/: both are put in after the tables.
-- Rows of region, department, holiday, return_reason and profile are the program's own data and follow after each migration.

CREATE SCHEMA IF NOT EXISTS review;
COMMENT ON SCHEMA review IS 'ReviewConsole: applications of accounting personnel, their review, and who did what. See sql/README.md.';

-- A function is nobody's but the owner's until its file grants it. (The form IN SCHEMA takes nothing from PUBLIC.)
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- What has run here.

CREATE TABLE review.migration (
  version integer PRIMARY KEY,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE review.migration IS 'Numbered files applied to this database, with the checksum of each file as it was run.';

CREATE TABLE review.routine (
  file text COLLATE "C" PRIMARY KEY,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE review.routine IS 'Files of functions and doors as they were run last: functions/TOPIC/NAME.sql, doors/NAME.sql. A file that differs runs again.';

CREATE TABLE review.build (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  number integer NOT NULL,
  admits integer NOT NULL CHECK (admits <= number),
  files text NOT NULL,
  reference text NOT NULL,
  migrated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE review.build IS 'One row: which build of the program made the schema what it is.';
COMMENT ON COLUMN review.build.number IS 'The build''s number; a program with a lower one changes nothing here.';
COMMENT ON COLUMN review.build.admits IS 'The lowest number of a program that may work with this schema.';
COMMENT ON COLUMN review.build.files IS 'Checksum over all of its files, and reference over its own data: where both are the program''s, there is nothing to do.';

-- Groups of people and programs. Roles are cluster-wide: another database of the same cluster may have made them already, or be making them now.

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['review_reviewer', 'review_manager', 'review_helpdesk', 'review_admin',
                                'review_intake', 'review_dispatcher'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- made by somebody else in the same instant
    END;
  END LOOP;
END
$$;

-- What the bureaus share: places, departments, calendar, reasons, profiles, and the table of states.

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
  'target_labels (field or slot id → label in messages), legacy, notices {id: seconds}, '
  'unit_lookup {code, name} (field ids, null where the form offers none).';

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

-- Staff (each a PostgreSQL login role of the same name) and applicants.
-- Rights come from table staff; membership in a group role only opens the door.

CREATE TABLE review.staff (
  name review.key PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9._-]{0,62}$'),
  role text NOT NULL CHECK (role IN ('reviewer', 'manager', 'helpdesk', 'administrator', 'intake', 'dispatcher')),
  department_code review.key REFERENCES review.department,
  display_name text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_by text NOT NULL DEFAULT session_user,
  disabled_at timestamptz,
  CHECK ((role IN ('reviewer', 'manager', 'helpdesk')) = (department_code IS NOT NULL))
);
COMMENT ON TABLE review.staff IS
  'People and programs with a login. intake and dispatcher are the roles of the endpoint and of the message dispatcher.';
CREATE INDEX staff_department ON review.staff (department_code);

CREATE TABLE review.applicant (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  province review.key NOT NULL,
  id_type review.key NOT NULL,
  id_number review.key NOT NULL,
  name text NOT NULL,
  phone text,
  UNIQUE (province, id_type, id_number)
);
COMMENT ON TABLE review.applicant IS 'Persons, whole. No one but the owner reads it; functions hand out masked cards and record that.';
CREATE INDEX applicant_id_number ON review.applicant (id_number);
CREATE INDEX applicant_phone ON review.applicant (phone);
CREATE INDEX applicant_name ON review.applicant (name text_pattern_ops);

-- Applications, their immutable submissions, and what hangs on them.
-- Indexes are chosen from measured plans at two million rows; sql/README.md says which serves what.

CREATE TABLE review.application (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  number review.key NOT NULL UNIQUE CHECK (number ~ '^[A-Z]{2}[0-9]{2}-[0-9]{6,}-[0-9A-Z]$'),
  province review.key NOT NULL,
  applicant_id bigint NOT NULL REFERENCES review.applicant,
  department_code review.key REFERENCES review.department,
  state review.key NOT NULL CHECK (state IN ('draft', 'submitted', 'in_review', 'approved', 'returned')),
  profile_version review.key NOT NULL,
  channel text NOT NULL,
  revision integer NOT NULL DEFAULT 0 CHECK (revision >= 0),
  submitted_at timestamptz,
  first_submitted_at timestamptz,
  due_on date,
  holder review.key,
  claimed_at timestamptz,
  lease_expires_at timestamptz,
  decided_at timestamptz,
  decided_by review.key,
  approved_at timestamptz,
  applicant_name text NOT NULL,
  draft jsonb,
  sex text,
  birth_date date,
  country text,
  ethnic text,
  political text,
  education_level text,
  degree text,
  part_time_level text,
  qualification_level text,
  qualification_type text,
  title text,
  post text,
  admin_post text,
  unit_type text,
  work_status text,
  cpa boolean,
  work_started_on date,
  unit_region text,
  warnings integer NOT NULL DEFAULT 0,
  draft_version bigint NOT NULL DEFAULT 1,
  draft_saved_at timestamptz,
  draft_begun boolean NOT NULL DEFAULT false,
  started_at timestamptz,
  commitment jsonb,
  answers_version bigint NOT NULL DEFAULT 1,
  FOREIGN KEY (province, profile_version) REFERENCES review.profile (province, version),
  CHECK ((revision = 0) = (department_code IS NULL)),
  CHECK ((state = 'in_review') = (holder IS NOT NULL)),
  CHECK ((holder IS NULL) = (lease_expires_at IS NULL) AND (holder IS NULL) = (claimed_at IS NULL)),
  CHECK (state = 'draft' OR (revision > 0 AND submitted_at IS NOT NULL AND first_submitted_at IS NOT NULL AND due_on IS NOT NULL)),
  CHECK ((state IN ('approved', 'returned')) = (decided_at IS NOT NULL) AND (decided_at IS NULL) = (decided_by IS NULL)),
  CHECK ((state = 'approved') = (approved_at IS NOT NULL))
) WITH (fillfactor = 90);
COMMENT ON TABLE review.application IS 'One person''s file with one department, from draft to decision. Typed columns serve queues and statistics.';
COMMENT ON COLUMN review.application.department_code IS
  'The bureau that reviews; null until something is submitted, so that no policy needs to look at anything else.';
COMMENT ON COLUMN review.application.state IS
  'As last written. A lease that ran out counts as submitted everywhere: read effective_state(state, lease_expires_at).';
COMMENT ON COLUMN review.application.revision IS 'Latest submitted revision; 0 while nothing was ever submitted.';
COMMENT ON COLUMN review.application.draft IS 'Answers not submitted; the applicant''s own, no staff reads them.';
COMMENT ON COLUMN review.application.draft_version IS 'Goes up with every saved answer and every file that comes or goes; a submission names the one that was judged.';
COMMENT ON COLUMN review.application.answers_version IS
  'draft_version when the answers were saved last: whoever read the draft since then may save answers, whatever files came meanwhile.';
COMMENT ON COLUMN review.application.draft_begun IS
  'Whether draft_attachment holds the applicant''s files; false for what came by another channel and was not opened for editing.';
COMMENT ON COLUMN review.application.commitment IS 'What was agreed to before filling; the submission''s own where the profile asks then.';
-- one open application a person (a person belongs to one province)
CREATE UNIQUE INDEX application_one_open ON review.application (applicant_id) WHERE state <> 'approved';
CREATE INDEX application_applicant ON review.application (applicant_id);
CREATE INDEX application_queue ON review.application (department_code, due_on, submitted_at, id) INCLUDE (state, holder, lease_expires_at)
  WHERE state IN ('submitted', 'in_review');
CREATE INDEX application_arrival ON review.application (department_code, submitted_at, id)
  WHERE state IN ('submitted', 'in_review');
CREATE INDEX application_holder ON review.application (holder) WHERE state = 'in_review';
-- answers counts and the summary by itself, without the wide rows
CREATE INDEX application_state ON review.application (department_code, state) INCLUDE (lease_expires_at, due_on, submitted_at, revision);

CREATE TABLE review.submission (
  application_id bigint NOT NULL REFERENCES review.application,
  revision integer NOT NULL CHECK (revision > 0),
  answers jsonb NOT NULL,
  content_hash char(64) NOT NULL,
  profile_version review.key NOT NULL,
  submitted_at timestamptz NOT NULL,
  channel text NOT NULL,
  commitment jsonb NOT NULL DEFAULT '{}',
  warnings jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (application_id, revision)
);
COMMENT ON TABLE review.submission IS 'What the applicant sent, once for each revision, never changed.';
COMMENT ON COLUMN review.submission.content_hash IS 'content_hash(answers, attachments): what a decision must name.';

CREATE TABLE review.attachment (
  application_id bigint NOT NULL,
  revision integer NOT NULL,
  slot review.key NOT NULL,
  n integer NOT NULL CHECK (n > 0),
  sha256 char(64) NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint NOT NULL,
  width integer,
  height integer,
  kind text NOT NULL,
  original_name text,
  PRIMARY KEY (application_id, revision, slot, n),
  FOREIGN KEY (application_id, revision) REFERENCES review.submission
);
COMMENT ON TABLE review.attachment IS 'Files of a revision by slot; the file lies under the attachment root by its SHA-256.';

CREATE TABLE review.decision (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  application_id bigint NOT NULL,
  revision integer NOT NULL,
  department_code review.key NOT NULL REFERENCES review.department,
  outcome text NOT NULL CHECK (outcome IN ('approved', 'returned')),
  content_hash char(64) NOT NULL,
  decided_by review.key NOT NULL,
  decided_at timestamptz NOT NULL,
  note text,
  idempotency_key uuid NOT NULL UNIQUE,
  FOREIGN KEY (application_id, revision) REFERENCES review.submission
);
COMMENT ON TABLE review.decision IS 'Every decision ever made; a reopened application may have several about one revision.';
COMMENT ON COLUMN review.decision.department_code IS 'The bureau that decided, which a later transfer does not change.';
CREATE INDEX decision_application ON review.decision (application_id, id);
CREATE INDEX decision_department ON review.decision (department_code, decided_at);
CREATE INDEX decision_by ON review.decision (decided_by, decided_at);
-- Returns: a quarter of all decisions, which the report on reasons begins with.
CREATE INDEX decision_returns ON review.decision (department_code, decided_at) INCLUDE (id, application_id, revision, decided_by)
  WHERE outcome = 'returned';

CREATE TABLE review.decision_reason (
  decision_id bigint NOT NULL REFERENCES review.decision,
  ordinal integer NOT NULL,
  code review.key NOT NULL REFERENCES review.return_reason,
  target text,
  remark text,
  department_code review.key NOT NULL REFERENCES review.department,
  PRIMARY KEY (decision_id, ordinal)
);
COMMENT ON TABLE review.decision_reason IS 'Coded reasons of a return, pointing at a field or slot. department_code repeats the decision''s, for policies.';
CREATE INDEX decision_reason_department ON review.decision_reason (department_code, code) INCLUDE (decision_id, ordinal);

CREATE TABLE review.note (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  application_id bigint NOT NULL REFERENCES review.application,
  author text NOT NULL,
  written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  body text NOT NULL CHECK (body <> '')
);
COMMENT ON TABLE review.note IS 'Internal remarks of staff; never shown to the applicant.';
CREATE INDEX note_application ON review.note (application_id, id);

CREATE TABLE review.notification (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  application_id bigint REFERENCES review.application,
  department_code review.key REFERENCES review.department,
  event text NOT NULL CHECK (
    event IN ('approved', 'returned', 'transferred', 'reopened', 'password_code', 'password_changed')),
  decision_id bigint REFERENCES review.decision,
  channel text NOT NULL,
  recipient text,
  body text NOT NULL,
  state review.key NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'delivered', 'failed')),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  delivered_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz DEFAULT clock_timestamp(),
  expires_at timestamptz,
  CHECK ((event IN ('approved', 'returned')) = (decision_id IS NOT NULL)),
  CONSTRAINT notification_about CHECK (
    (application_id IS NULL) = (event IN ('password_code', 'password_changed'))
    AND (application_id IS NULL) = (department_code IS NULL))
);
COMMENT ON TABLE review.notification IS 'One message to the applicant about one event; the outbox that the dispatcher empties.';
COMMENT ON COLUMN review.notification.application_id IS 'Null for messages about an account, which no staff may see.';
COMMENT ON COLUMN review.notification.expires_at IS 'After this it is not worth delivering; null = always worth it.';
CREATE UNIQUE INDEX notification_decision ON review.notification (decision_id);
CREATE INDEX notification_application ON review.notification (application_id, id);
CREATE INDEX notification_department ON review.notification (department_code, id);
CREATE INDEX notification_undelivered ON review.notification (department_code, state, id) WHERE state <> 'delivered';
CREATE INDEX notification_outbox ON review.notification (next_attempt_at) WHERE state IN ('pending', 'sending');

CREATE TABLE review.notification_attempt (
  notification_id bigint NOT NULL REFERENCES review.notification,
  attempt integer NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  outcome text NOT NULL,
  detail text,
  PRIMARY KEY (notification_id, attempt)
);
COMMENT ON TABLE review.notification_attempt IS 'Each try at delivering a message, and what the provider answered.';

-- Who did what, and who looked: append-only, written in the transaction of the deed.

CREATE TABLE review.event_action (
  action review.key PRIMARY KEY,
  meaning text NOT NULL
);
COMMENT ON TABLE review.event_action IS 'What events can say that happened. A new one is a row here, put in by a numbered file.';
INSERT INTO review.event_action (action, meaning) VALUES
  ('started', 'an applicant began an application'),
  ('submitted', 'an applicant sent a revision in'),
  ('withdrawn', 'an applicant took it back'),
  ('claimed', 'a reviewer took the lease'),
  ('taken_over', 'a manager took the lease from its holder'),
  ('released', 'the holder gave the lease back, or lost it with the account'),
  ('lease_expired', 'the lease ran out'),
  ('approved', 'decided'),
  ('returned', 'decided'),
  ('transferred', 'handed to another bureau'),
  ('reopened', 'a decision was taken back'),
  ('noted', 'an internal remark was written'),
  ('opened', 'a submission was read, masked'),
  ('unmasked', 'a submission was read whole, for a purpose'),
  ('looked_up', 'a person was looked up'),
  ('notifications_read', 'messages were listed'),
  ('resent', 'a message was sent again'),
  ('exported', 'an export was begun'),
  ('imported', 'lines of a file were taken in'),
  ('staff_added', 'a member of staff was made'),
  ('staff_disabled', 'a member of staff was shut out'),
  ('staff_enabled', 'a member of staff was let in again'),
  ('password_changed', 'a password was set; by "applicant": that of an account'),
  ('account_created', 'an applicant''s account was made'),
  ('password_reset', 'an applicant set a new password by a code');

CREATE TABLE review.event (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor review.key NOT NULL,
  action review.key NOT NULL REFERENCES review.event_action,
  application_id bigint REFERENCES review.application,
  revision integer,
  department_code review.key REFERENCES review.department,
  subject text,
  purpose text,
  detail jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE review.event IS 'Audit: append-only, even for the owner. No whole ID number or phone is ever written here.';
COMMENT ON COLUMN review.event.actor IS 'Login name; "applicant" for the applicant through the endpoint, "clock" for leases that ran out.';
COMMENT ON COLUMN review.event.department_code IS 'The application''s bureau at the time; without application, the actor''s own.';
COMMENT ON COLUMN review.event.subject IS 'What the deed was about when not an application: a staff name, a report.';
CREATE INDEX event_application ON review.event (application_id, id) WHERE application_id IS NOT NULL;
CREATE INDEX event_actor ON review.event (actor, at);
CREATE INDEX event_department ON review.event (department_code, at);
-- Steps that come in and go out: a quarter of all events, which flow and turnaround would otherwise pick out of all of them.
CREATE INDEX event_steps ON review.event (department_code, at) INCLUDE (action, application_id, revision)
  WHERE action IN ('submitted', 'withdrawn', 'reopened', 'transferred');

-- Exports on record. The number of an export stands in its file, so it is given before anything is read; what was begun stays on record.

CREATE TABLE review.export_record (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor review.key NOT NULL,
  department_code review.key REFERENCES review.department,
  report text NOT NULL,
  filters jsonb NOT NULL DEFAULT '{}',
  snapshot_at timestamptz,
  rows bigint,
  sheets integer,
  bytes bigint,
  sha256 char(64) CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  unmasked boolean NOT NULL DEFAULT false,
  purpose text,
  finished_at timestamptz,
  abandoned_at timestamptz,
  abandoned_why text,
  CHECK (NOT unmasked OR purpose IS NOT NULL),
  CHECK (finished_at IS NULL OR abandoned_at IS NULL),
  CHECK ((finished_at IS NULL) = (sha256 IS NULL) AND (finished_at IS NULL) = (snapshot_at IS NULL)
    AND (finished_at IS NULL) = (rows IS NULL) AND (finished_at IS NULL) = (sheets IS NULL) AND (finished_at IS NULL) = (bytes IS NULL))
);
COMMENT ON TABLE review.export_record IS
  'Every export, from its beginning: who, what, of which moment, and the file''s SHA-256. Neither finished nor abandoned: the program died.';
CREATE INDEX export_record_department ON review.export_record (department_code, id);
CREATE INDEX export_record_file ON review.export_record (sha256);

-- Archives from before (原有档案): what an older system knew of a person. Imported by administrators, looked up by the endpoint, so that
-- the person needs no registration, logs in with the old password and starts from a filled form.

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

-- What the applicant works on before and after submitting.

CREATE TABLE review.draft_attachment (
  application_id bigint NOT NULL REFERENCES review.application,
  slot review.key NOT NULL CHECK (slot <> ''),
  n integer NOT NULL CHECK (n BETWEEN 1 AND 100),
  sha256 char(64) NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint NOT NULL,
  kind text NOT NULL,
  facts jsonb,
  original_name text,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (application_id, slot, n)
);
COMMENT ON TABLE review.draft_attachment IS 'The applicant''s files as the next submission will have them; they stay when it is submitted.';
COMMENT ON COLUMN review.draft_attachment.facts IS 'What looking at the file told (size in pixels, background, detail); null = nobody has looked since an import.';

CREATE TABLE review.notice_reading (
  province review.key NOT NULL,
  id_type review.key NOT NULL,
  id_number review.key NOT NULL,
  profile_version review.key NOT NULL,
  notice review.key NOT NULL,
  shown_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (province, id_type, id_number, profile_version, notice),
  FOREIGN KEY (province, profile_version) REFERENCES review.profile (province, version)
);
COMMENT ON TABLE review.notice_reading IS 'When a person was first shown a notice: the countdown runs from then, whatever the browser says.';

CREATE TABLE review.submission_key (
  application_id bigint NOT NULL,
  key review.key NOT NULL CHECK (key ~ '^[A-Za-z0-9_-]{1,64}$'),
  fingerprint text NOT NULL,
  revision integer NOT NULL,
  due_on date NOT NULL,
  department_code review.key NOT NULL,
  PRIMARY KEY (application_id, key),
  FOREIGN KEY (application_id, revision) REFERENCES review.submission
);
COMMENT ON TABLE review.submission_key IS 'Keys of requests that submitted (Idempotency-Key), with what they were told.';

-- Accounts of provinces that vouch for their applicants themselves: register, log in, change and reset a password, and people with an
-- archive, who log in with their old password.
--
-- A stored digest never leaves: the endpoint asks for the salt, computes scrypt, and the comparison is made in a function. Whether an
-- account exists shows in no answer: who has none gets a salt that is made up, but the same every time, and fails like a wrong password.

CREATE TABLE review.account_setting (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  secret bytea NOT NULL CHECK (octet_length(secret) = 32),
  scrypt_n integer NOT NULL DEFAULT 16384 CHECK (scrypt_n >= 2 AND scrypt_n & (scrypt_n - 1) = 0),
  scrypt_r integer NOT NULL DEFAULT 8 CHECK (scrypt_r BETWEEN 1 AND 32),
  scrypt_p integer NOT NULL DEFAULT 5 CHECK (scrypt_p BETWEEN 1 AND 16),
  session_hours integer NOT NULL DEFAULT 12 CHECK (session_hours BETWEEN 1 AND 24),
  free_failures integer NOT NULL DEFAULT 5 CHECK (free_failures > 0),
  free_failures_address integer NOT NULL DEFAULT 20 CHECK (free_failures_address > 0),
  CHECK (128::bigint * scrypt_n * scrypt_r <= 33554432)
);
COMMENT ON TABLE review.account_setting IS
  'One row: the secret of made-up salts and hashed keys, and the cost of new passwords (OWASP: scrypt N=2^14, r=8, p=5, 16 MiB). No grant reaches it.';
INSERT INTO review.account_setting (secret)
VALUES (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid() || gen_random_uuid(), 'UTF8')));

CREATE TABLE review.account (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  province review.key NOT NULL,
  id_type review.key NOT NULL,
  id_number review.key NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  email text,
  phone text,
  salt bytea NOT NULL CHECK (octet_length(salt) = 16),
  digest bytea NOT NULL CHECK (octet_length(digest) = 32),
  scrypt_n integer NOT NULL,
  scrypt_r integer NOT NULL,
  scrypt_p integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  password_changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (province, id_type, id_number)
);
COMMENT ON TABLE review.account IS 'Who may log in with a password. No one but the owner reads it.';
COMMENT ON COLUMN review.account.digest IS 'scrypt of the password with salt and the parameters beside it; only ever compared.';

CREATE TABLE review.account_session (
  token bytea PRIMARY KEY CHECK (octet_length(token) = 32),
  account_id bigint NOT NULL REFERENCES review.account ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE review.account_session IS 'Open sessions by the SHA-256 of their token; ended by logging out and by any change of the password.';
CREATE INDEX account_session_account ON review.account_session (account_id);

CREATE TABLE review.login_attempt (
  key bytea PRIMARY KEY,
  failures integer NOT NULL,
  began_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  blocked_until timestamptz
);
COMMENT ON TABLE review.login_attempt IS
  'What is counted of persons and addresses, whether an account exists or not; the key is a hash that only this database can make.';
CREATE INDEX login_attempt_last ON review.login_attempt (last_at);

CREATE TABLE review.reset_code (
  key bytea PRIMARY KEY,
  code bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  notification_id bigint REFERENCES review.notification
);
COMMENT ON TABLE review.reset_code IS
  'The one live code of a person, hashed; also for persons whom nobody knows (without a message), so that they look the same.';
CREATE INDEX reset_code_expiry ON review.reset_code (expires_at);

-- What a form looks up before anything is submitted: a unit's name by its code, and whom to ask.

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

-- Rows that functions answer.

CREATE TYPE review.person AS (
  name text, role text, display_name text, department_code text, department_name text, province text, server_time timestamptz);

CREATE TYPE review.change AS (
  number text, state text, revision integer, content_hash text, department_code text, applicant text, due_on date,
  holder text, claimed_at timestamptz, lease_expires_at timestamptz,
  notification_id bigint, channel text, recipient_masked text, body text);
COMMENT ON TYPE review.change IS 'An application after a step, with the message that the step sent, if any.';

CREATE TYPE review.decided AS (
  number text, outcome text, revision integer, notification_id bigint, channel text, recipient_masked text, body text,
  decided_at timestamptz, repeated boolean);
COMMENT ON TYPE review.decided IS 'A decision made, and whom it tells what. repeated: the same call had been answered before, nothing was written now.';

CREATE TYPE review.message AS (
  id bigint, number review.key, applicant text, department_code review.key, event text, channel text, recipient_masked text, state review.key,
  body text, created_at timestamptz, delivered_at timestamptz, attempts integer);

CREATE TYPE review.receipt AS (number text, revision integer, due_on date, content_hash text, state text, department_code text);
COMMENT ON TYPE review.receipt IS 'What the applicant is told after submitting or withdrawing.';

CREATE TYPE review.opened AS (
  number text, revision integer, latest_revision integer, state text, department_code text, province text, profile_version text, channel text,
  applicant text, holder text, claimed_at timestamptz, lease_expires_at timestamptz, due_on date, submitted_at timestamptz,
  first_submitted_at timestamptz, decided_at timestamptz, decided_by text, answers jsonb, masked boolean, content_hash text, commitment jsonb,
  warnings jsonb);

CREATE TYPE review.card AS (
  number text, applicant text, id_number_masked text, phone_masked text, department_code text, department_name text, state text, turn text,
  since timestamptz, due_on date, overdue boolean, revision integer, first_submitted_at timestamptz, submitted_at timestamptz, holder text,
  decided_at timestamptz, decided_by text, reasons jsonb, note text, notifications jsonb);
COMMENT ON TYPE review.card IS
  'What the helpdesk says on the phone. turn: applicant, department or nobody; since: when it came into this state; reasons and note of the latest return.';

CREATE TYPE review.staff_row AS (
  name text, role text, department_code text, department_name text, display_name text, active boolean, created_at timestamptz, created_by text,
  disabled_at timestamptz, held bigint);

CREATE TYPE review.application_draft AS (
  number text, state text, revision integer, profile_version text, channel text, version bigint, answers_version bigint, answers jsonb,
  attachments json, commitment jsonb, department_code text, started_at timestamptz, saved_at timestamptz);
COMMENT ON TYPE review.application_draft IS 'An application as its applicant works on it: the answers and files of the next submission.';

CREATE TYPE review.application_status AS (
  number text, state text, revision integer, profile_version text, channel text, department_code text, department_name text,
  submitted_at timestamptz, due_on date, overdue boolean, decision jsonb, notifications jsonb, history jsonb);
COMMENT ON TYPE review.application_status IS 'Where an application is, as its applicant may know it. Times inside JSON are seconds since 1970.';
