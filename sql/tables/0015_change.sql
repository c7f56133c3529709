-- After approval there is a way on: a change of what was approved, which stays in force until the change is decided.

ALTER TABLE review.application
  ADD COLUMN changing boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT application_changing CHECK (NOT changing OR state = 'approved');
COMMENT ON COLUMN review.application.changing IS
  'The applicant fills in a change of what is approved: the draft is that change, and no office sees anything of it. profile_version and channel are '
  'the change''s, those of what is in force stand in its submission.';

CREATE TABLE review.before_change (
  application_id bigint PRIMARY KEY REFERENCES review.application,
  revision integer NOT NULL,
  department_code review.key NOT NULL REFERENCES review.department,
  approved_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  approved_row jsonb NOT NULL CHECK (jsonb_typeof(approved_row) = 'object'),
  FOREIGN KEY (application_id, revision) REFERENCES review.submission
);
COMMENT ON TABLE review.before_change IS
  'What was approved of an application when its latest change was sent in. It is in force, counted and read as approved, for as long as the application is not '
  'approved itself; a change that is taken back or given up restores it. After the change''s approval it stays, for that decision may be taken back.';
COMMENT ON COLUMN review.before_change.revision IS 'The revision that was in force, with which the change is compared.';
COMMENT ON COLUMN review.before_change.department_code IS 'The bureau that counts it; the change may be with another one.';
COMMENT ON COLUMN review.before_change.approved_at IS 'Since when it is in force.';
COMMENT ON COLUMN review.before_change.changed_at IS 'When the change was sent in for the first time: what a decision about it took is reckoned from here.';
COMMENT ON COLUMN review.before_change.approved_row IS 'The row of table application as it was, without the draft.';
CREATE INDEX before_change_department ON review.before_change (department_code);

INSERT INTO review.transition (from_state, action, actor, to_state) VALUES
  ('approved', 'change', 'applicant', 'approved'),
  ('approved', 'submit', 'applicant', 'submitted');
COMMENT ON TABLE review.transition IS
  'The state table: what is not here is refused. The same table is in the program; a test proves them equal. Of a change (before_change) withdraw leads '
  'back to approved, and what is approved is sent in only as a change that was begun.';

INSERT INTO review.event_action (action, meaning) VALUES
  ('change_begun', 'an applicant began a change of what is approved'),
  ('change_given_up', 'an applicant gave a change up, begun or returned: what was approved stays');

ALTER TYPE review.application_draft ADD ATTRIBUTE is_change boolean, ADD ATTRIBUTE in_force jsonb;
ALTER TYPE review.application_status ADD ATTRIBUTE is_change boolean, ADD ATTRIBUTE in_force jsonb;
ALTER TYPE review.opened ADD ATTRIBUTE changes integer, ADD ATTRIBUTE in_force jsonb;
ALTER TYPE review.card ADD ATTRIBUTE is_change boolean, ADD ATTRIBUTE in_force jsonb;
COMMENT ON TYPE review.application_draft IS
  'An application as its applicant works on it: the answers and files of the next submission. is_change: it is about a change; in_force: what is approved and '
  'counts, {revision, since (seconds since 1970)}, null where nothing is.';
COMMENT ON TYPE review.application_status IS
  'Where an application is, as its applicant may know it. Times inside JSON are seconds since 1970. is_change, in_force: as in application_draft.';
COMMENT ON TYPE review.opened IS
  'A submission as one may see it. attachments: [{slot, n, sha256, bytes, width, height, kind, original_name}], the name only where answers are whole; '
  'last_return: {revision, decided_by, decided_at (seconds since 1970), note, reasons: [{code, text, hint, target, remark}]} or null; '
  'changes: the revision that was in force when this one was sent in as a change of it, null where it is none; in_force: as in application_draft.';
COMMENT ON TYPE review.card IS
  'What the helpdesk says on the phone. turn: applicant, department or nobody; since: when it came into this state; reasons and note of the latest return; '
  'is_change, in_force: as in application_draft, but of a change only once it was sent in.';

COMMENT ON COLUMN review.profile.texts IS
  'Messages by event (approved, returned, transferred, reopened; of changes change_approved, change_returned) with {name} {number} {department} {reasons} '
  '{note} {due} {revision}.';
COMMENT ON COLUMN review.profile.settings IS
  'working_days, reopen_days, lease_minutes, withdraw_until, change (true: what is approved may be changed), channel, recipient_field (field id, null for the portal), '
  'target_labels (field or slot id → label in messages), legacy, notices {id: seconds}, '
  'unit_lookup {code, name} (field ids, null where the form offers none), row_slots {slot: list} (slots that take one file a row), '
  'resubmission (all_steps or marked_items: of the latter the reviewer is told what else was changed).';
