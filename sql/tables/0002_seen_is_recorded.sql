-- What was seen is on record before it is seen: an entry knows the transaction that wrote it, so that a reading function can tell a
-- committed one of another transaction from one that may still be taken back.

ALTER TABLE review.event ADD COLUMN recorded_in xid8, ADD COLUMN note text;
ALTER TABLE review.event ALTER COLUMN recorded_in SET DEFAULT pg_current_xact_id();
COMMENT ON COLUMN review.event.recorded_in IS 'The transaction that wrote it; null in what is older than this column. Nobody sees entries of his own transaction.';
COMMENT ON COLUMN review.event.note IS 'What a colleague wrote with the deed; read through history(), which is on record.';
COMMENT ON TABLE review.event IS
  'Audit: append-only, even for the owner. No whole ID number or phone is ever written here. What a colleague reads about a person is entered and committed before it is read.';
ALTER TABLE review.event DISABLE TRIGGER USER;
UPDATE review.event SET note = detail ->> 'note', detail = detail - 'note' WHERE detail ? 'note';
ALTER TABLE review.event ENABLE TRIGGER USER;

INSERT INTO review.event_action (action, meaning) VALUES
  ('prolonged', 'the holder prolonged the lease'),
  ('history_read', 'the timeline of an application was read'),
  ('names_read', 'names of applicants were read, as in a list'),
  ('refused', 'a look was refused'),
  ('unusual', 'a colleague did something more often than work asks for'),
  ('staff_changed', 'a member of staff got another role or bureau'),
  ('sessions_ended', 'the open sessions of a member of staff were ended');

CREATE TABLE review.event_about (
  event_id bigint NOT NULL REFERENCES review.event,
  application_id bigint NOT NULL REFERENCES review.application,
  PRIMARY KEY (event_id, application_id)
);
COMMENT ON TABLE review.event_about IS 'Applications that an entry is about besides its own: a look-up that found several.';
CREATE INDEX event_about_application ON review.event_about (application_id);

CREATE TABLE review.ticket_meter (
  login review.key NOT NULL,
  kind review.key NOT NULL,
  minute_since timestamptz NOT NULL,
  in_minute integer NOT NULL,
  day date NOT NULL,
  in_day integer NOT NULL,
  PRIMARY KEY (login, kind)
);
COMMENT ON TABLE review.ticket_meter IS
  'How often a login asked, by kind: since when this minute counts and how often in it, and how often on this day. Its row is the lock under which the login''s looks are counted.';

ALTER TABLE review.application ADD COLUMN leased_in xid8;
COMMENT ON COLUMN review.application.leased_in IS 'The transaction that gave the lease; null in what is older than this column. The holder sees the case whole once it is committed.';

-- Statistics read the year; the day would be the rest of a masked ID number.
ALTER TABLE review.application ADD COLUMN birth_year integer GENERATED ALWAYS AS (extract(year FROM birth_date)::integer) STORED;

CREATE TYPE review.ticket_answer AS (id bigint, refused text, detail jsonb);
COMMENT ON TYPE review.ticket_answer IS
  'What ticket() answers: the entry''s id, for the reading function; or no id, and the word and details of a refusal, which is on record as well.';

CREATE TYPE review.timeline AS (
  at timestamptz, actor text, display_name text, action text, revision integer, department_code text, purpose text, detail jsonb, body text);
COMMENT ON TYPE review.timeline IS 'One line of an application''s history; body: the internal note that was written.';

ALTER TYPE review.opened ADD ATTRIBUTE attachments jsonb, ADD ATTRIBUTE last_return jsonb;
COMMENT ON TYPE review.opened IS
  'A submission as one may see it. attachments: [{slot, n, sha256, bytes, width, height, kind, original_name}], the name only where answers are whole; '
  'last_return: {revision, decided_by, decided_at (seconds since 1970), note, reasons: [{code, text, hint, target, remark}]} or null.';

-- A step may be taken back: it answers nothing about the person.
ALTER TYPE review.change DROP ATTRIBUTE applicant, DROP ATTRIBUTE recipient_masked, DROP ATTRIBUTE body;

-- What an export may read is set when it begins, in columns that the view asks, and how much that is.
ALTER TABLE review.export_record
  ADD COLUMN of_department review.key, ADD COLUMN of_province review.key, ADD COLUMN of_state review.key, ADD COLUMN of_reviewer review.key,
  ADD COLUMN dated review.key CHECK (dated IN ('submitted', 'decided', 'sent', 'happened')), ADD COLUMN date_from date, ADD COLUMN date_to date,
  ADD COLUMN covered bigint, ADD COLUMN recorded_in xid8, ADD COLUMN open_until timestamptz;
ALTER TABLE review.export_record ALTER COLUMN recorded_in SET DEFAULT pg_current_xact_id();
COMMENT ON COLUMN review.export_record.covered IS 'Applications that its limits let it read, counted by the server when it began; null for reports of figures.';
COMMENT ON COLUMN review.export_record.open_until IS 'Until when it may begin to read persons: an hour, or until the same login begins the next.';
CREATE INDEX export_record_open ON review.export_record (actor, open_until) WHERE finished_at IS NULL AND abandoned_at IS NULL;
