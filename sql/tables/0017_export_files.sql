-- An export is asked about by the name of its file.
ALTER TABLE review.export_record ADD COLUMN file_name text CHECK (length(file_name) BETWEEN 1 AND 255);
COMMENT ON COLUMN review.export_record.file_name IS
  'The name that the file was to have, without its folder; whole numbers of phones and persons masked. Null for what was begun without one.';
