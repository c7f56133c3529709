-- The calendar is the program's for the years that it knew when it was made, and for the others that of whoever takes a notice in.

ALTER TABLE review.holiday
  ADD COLUMN source text NOT NULL DEFAULT 'program' CHECK (source IN ('program', 'import')), ADD COLUMN notice integer;
-- No program before this one knew a day after 2026: what stands there somebody wrote.
UPDATE review.holiday SET source = 'import' WHERE date > '2026-12-31';
ALTER TABLE review.holiday ALTER COLUMN source SET DEFAULT 'import';
COMMENT ON TABLE review.holiday IS
  'Days that differ from the weekend rule, by the State Council''s yearly notice. A migration brings the program''s rows up to date and leaves all others alone.';
COMMENT ON COLUMN review.holiday.source IS 'program: brought by it; import: by calendar_import, or written by the owner.';
COMMENT ON COLUMN review.holiday.notice IS
  'The year of the notice that was imported: it replaces the program''s rows of that year, and may name days of the December before. Null in all other rows.';

INSERT INTO review.event_action (action, meaning) VALUES ('due_moved', 'the due date moved because another calendar came');
