CREATE OR REPLACE FUNCTION review.asked_of(wanted text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(jsonb_agg(DISTINCT encode(account_hash('asked', f.form), 'hex')), '[]')
    FROM lookup_reading(left(regexp_replace(normalize(coalesce(wanted, ''), NFKC), '[\s\u00AD\u034F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]', '', 'g'), 200)) AS r
    CROSS JOIN LATERAL unnest(ARRAY[r.number, r.phone, ltrim(r.documents[4], '+'), r.name]) AS f (form) WHERE f.form <> '');
END
$$;
COMMENT ON FUNCTION review.asked_of IS
  'Internal. What somebody asked for in each form in which it may be compared, as hashes that only this database can make: an entry tells nobody what was asked, and '
  'is found by who knows whose it may be (audit), however it was written.';
