-- A file that knows less does not make what an earlier one told unknown.
ALTER TABLE review.archive ADD COLUMN former jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(former) = 'array');
COMMENT ON COLUMN review.archive.former IS
  'What earlier imports had told and the last one has otherwise or not: texts, each once. Nothing is filled in from it; an old password that is made of it proves nothing (account_words).';
