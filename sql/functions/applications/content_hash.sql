CREATE OR REPLACE FUNCTION review.content_hash(answers jsonb, attachments jsonb, slots jsonb DEFAULT '{}') RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN encode(account_hash('content', without_rows(answers)::text || coalesce(
    (SELECT string_agg(format(E'\n%s/%s=%s', f.slot, f.place, f.sha256), '' ORDER BY f.slot COLLATE "C", f.place)
     FROM (
       SELECT a.slot, coalesce(CASE WHEN slots ? a.slot THEN array_position(row_numbers(answers -> (slots ->> a.slot)), a.n) END, a.n) AS place, a.sha256
       FROM jsonb_to_recordset(attachments) AS a (slot text, n integer, sha256 text)) AS f), '')), 'hex');
END
$$;
COMMENT ON FUNCTION review.content_hash IS
  'A hash (hex, 64 characters) over the answers and, in order of slot and n, each attachment''s slot, n and SHA-256, which only this database can make: '
  'whoever sees the answers masked could try numbers against a plain one. The numbers of rows are no content: of a slot that takes one file a row '
  '(slots: {slot: list}) the row''s place counts. attachments: [{slot, n, sha256}].';
