-- Several codes may be out for a person, one for each address that asked, so that nobody elsewhere replaces or uses up the owner's.

ALTER TABLE review.reset_code
  ADD COLUMN person bytea, ADD COLUMN tries_elsewhere integer NOT NULL DEFAULT 0;
UPDATE review.reset_code SET person = key;
COMMENT ON TABLE review.reset_code IS
  'Live codes, hashed; also for persons whom nobody knows (without a message), so that they look the same.';
ALTER TABLE review.reset_code ALTER COLUMN person SET NOT NULL;
COMMENT ON COLUMN review.reset_code.person IS 'Whose and for what: account_hash(purpose, person); of a voucher the same as key.';
COMMENT ON COLUMN review.reset_code.key IS 'account_hash(purpose, person, address that asked), of a voucher account_hash(purpose, person).';
COMMENT ON COLUMN review.reset_code.tries IS 'Wrong codes from where it was asked for.';
COMMENT ON COLUMN review.reset_code.tries_elsewhere IS 'Wrong codes from anywhere else.';
CREATE INDEX reset_code_person ON review.reset_code (person);

-- Who makes a year's sequence holds this row, which no login can hold; an advisory lock anybody can.
CREATE TABLE review.number_series (prefix review.key PRIMARY KEY);
COMMENT ON TABLE review.number_series IS 'Letters and year of the application numbers that have a sequence.';

-- A deed whose author lost his rights before it was committed is not committed.
ALTER TABLE review.staff ADD COLUMN rights_since timestamptz;
COMMENT ON COLUMN review.staff.rights_since IS 'When role, bureau or activity last changed; null = never since the account was made.';
