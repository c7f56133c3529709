CREATE OR REPLACE FUNCTION review.content_hash(answers jsonb, attachments jsonb) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN encode(account_hash('content', answers::text || coalesce(
    (SELECT string_agg(format(E'\n%s/%s=%s', a.slot, a.n, a.sha256), '' ORDER BY a.slot COLLATE "C", a.n)
     FROM jsonb_to_recordset(attachments) AS a (slot text, n integer, sha256 text)), '')), 'hex');
END
$$;
COMMENT ON FUNCTION review.content_hash IS
  'A hash (hex, 64 characters) over the answers and, in order of slot and n, each attachment''s slot, n and SHA-256, which only this database can make: '
  'whoever sees the answers masked could try numbers against a plain one. attachments: [{slot, n, sha256}].';
