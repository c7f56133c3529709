-- Brings a database of the first history (0001 to 0021) to the baseline: what it has besides is the same. Functions and doors follow.

DELETE FROM review.migration;
COMMENT ON TABLE review.migration IS 'Numbered files applied to this database, with the checksum of each file as it was run.';

-- Other functions have taken its place.
DROP FUNCTION review.applicant_lookup(text, text);
DROP FUNCTION review.known_staff(text);
DROP FUNCTION review.write_deed(review.staff, text, text, text, jsonb);
DROP FUNCTION review.import_counts(uuid, jsonb, bigint, bigint, bigint);
-- With the policies that asked it.
DROP FUNCTION review.my_department() CASCADE;

ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

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

-- Actions were a CHECK that each new one had to repeat whole.
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
ALTER TABLE review.event DROP CONSTRAINT event_action_check, ADD FOREIGN KEY (action) REFERENCES review.event_action;

-- A stored column would keep the masks of yesterday.
ALTER TABLE review.notification DROP COLUMN recipient_masked;

-- A file that comes or goes changes the draft, too, but not its answers.
ALTER TABLE review.application ADD COLUMN answers_version bigint NOT NULL DEFAULT 1;
UPDATE review.application SET answers_version = draft_version WHERE draft_version > 1;
COMMENT ON COLUMN review.application.draft_version IS 'Goes up with every saved answer and every file that comes or goes; a submission names the one that was judged.';
COMMENT ON COLUMN review.application.answers_version IS
  'draft_version when the answers were saved last: whoever read the draft since then may save answers, whatever files came meanwhile.';
-- The functions that answer it are made again.
DROP TYPE review.application_draft CASCADE;
CREATE TYPE review.application_draft AS (
  number text, state text, revision integer, profile_version text, channel text, version bigint, answers_version bigint, answers jsonb,
  attachments json, commitment jsonb, department_code text, started_at timestamptz, saved_at timestamptz);
COMMENT ON TYPE review.application_draft IS 'An application as its applicant works on it: the answers and files of the next submission.';
