-- Profiles that a bureau has put in, beside those that the program brings.

CREATE TABLE review.profile_file (
  province review.key NOT NULL,
  version review.key NOT NULL,
  edition bigint NOT NULL UNIQUE CHECK (edition > 0),
  name text NOT NULL,
  content text NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 1048576),
  regions jsonb NOT NULL CHECK (jsonb_typeof(regions) = 'array'),
  added_at timestamptz NOT NULL,
  added_by review.key NOT NULL,
  PRIMARY KEY (province, version),
  FOREIGN KEY (province, version) REFERENCES review.profile (province, version)
);
COMMENT ON TABLE review.profile_file IS
  'Profiles that were put in by profile_add, as they were written; what the database must know of them stands in profile as for all others. A version '
  'that an application refers to is never changed.';
COMMENT ON COLUMN review.profile_file.edition IS 'Counts up with every file that goes in: the highest tells a running program whether it knows them all.';
COMMENT ON COLUMN review.profile_file.name IS 'The file''s name, without folders.';
COMMENT ON COLUMN review.profile_file.content IS 'The YAML, word for word.';
COMMENT ON COLUMN review.profile_file.regions IS 'The regions that it brings: [{code, name, level, parent}].';
