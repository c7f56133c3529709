-- Rows of lists have a number of their own, the member "row", given here and never given again; a row's files are numbered by it.

ALTER TABLE review.application ADD COLUMN rows_given integer NOT NULL DEFAULT 0 CHECK (rows_given >= 0);
COMMENT ON COLUMN review.application.rows_given IS
  'The highest number that a row of this application''s lists was ever given; 0 = none was, and rows of before go by their place.';

ALTER TABLE review.draft_attachment DROP CONSTRAINT draft_attachment_n_check;
ALTER TABLE review.draft_attachment ADD CONSTRAINT draft_attachment_n_check CHECK (n > 0);
COMMENT ON COLUMN review.draft_attachment.n IS 'From 1; in a slot that takes one file a row (profile.settings.row_slots) the number of the row.';
COMMENT ON COLUMN review.attachment.n IS 'From 1; in a slot that takes one file a row (profile.settings.row_slots) the number of the row.';

COMMENT ON COLUMN review.profile.settings IS
  'working_days, reopen_days, lease_minutes, withdraw_until, channel, recipient_field (field id, null for the portal), '
  'target_labels (field or slot id → label in messages), legacy, notices {id: seconds}, '
  'unit_lookup {code, name} (field ids, null where the form offers none), row_slots {slot: list} (slots that take one file a row).';

CREATE TYPE review.rows_identified AS (answers jsonb, rows_given integer);
COMMENT ON TYPE review.rows_identified IS 'Answers whose lists'' rows have their numbers, and the highest number given so far.';
