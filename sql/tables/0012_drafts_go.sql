-- A draft may go as if it had never been, and go on through another channel; that it did stays on record.

-- The record of what is gone outlives it.
ALTER TABLE review.event DROP CONSTRAINT event_application_id_fkey;
ALTER TABLE review.event_about DROP CONSTRAINT event_about_application_id_fkey;
COMMENT ON COLUMN review.event.application_id IS
  'The application that it is about; of a draft that its applicant discarded, the id that it had.';
COMMENT ON COLUMN review.event.subject IS
  'What the deed was about when not an application: a staff name, a report; of a discarded draft its number.';

INSERT INTO review.event_action (action, meaning) VALUES
  ('discarded', 'an applicant discarded a draft: all of what was never submitted, else what was changed since'),
  ('channel_changed', 'an applicant went on with a draft through another channel');

COMMENT ON COLUMN review.application.commitment IS
  'What was agreed to before filling, as submission.commitment; the submission''s own where the profile asks then.';
COMMENT ON COLUMN review.submission.commitment IS
  'What the applicant read and ticked, with this revision: {accepted, id, version, text, paragraphs, language, at (ISO 8601, UTC)}, and as before_filling '
  'the same of what was agreed to earlier where the form asks twice. Members are left out where nobody knows: an import says accepted, perhaps a version.';
