CREATE OR REPLACE FUNCTION review.asked_of(wanted text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT encode(account_hash('asked', CASE r.kind
    WHEN 'number' THEN r.number WHEN 'phone' THEN r.phone WHEN 'id_number' THEN coalesce(r.documents[4], r.name) ELSE r.name END), 'hex')
  FROM lookup_reading(wanted) AS r
$$;
COMMENT ON FUNCTION review.asked_of IS
  'Internal. What somebody asked for in the form in which it is compared, as a hash that only this database can make: an entry tells nobody what was asked, and '
  'is found by who knows whose it may be (audit), however it was written.';
