CREATE OR REPLACE FUNCTION review.asked_of(wanted text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT encode(account_hash('lookup', upper(regexp_replace(normalize(coalesce(wanted, ''), NFKC), '[\s\u00AD\u200B-\u200F\u2060\uFEFF]', '', 'g'))), 'hex')
$$;
COMMENT ON FUNCTION review.asked_of IS
  'Internal. What somebody asked for, as a hash that only this database can make: the same however a number is written. So an entry tells nobody what was asked, and '
  'is found by who knows whose it may be (audit).';
