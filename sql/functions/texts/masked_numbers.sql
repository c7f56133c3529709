CREATE OR REPLACE FUNCTION review.masked_numbers(given text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT regexp_replace(normalize(given, NFKC), '([0-9])(?:[ .,/_–—-]{0,3}[0-9]){9,16}[ .,/_–—-]{0,3}([0-9Xx])', '\1*********\2', 'g')
$$;
COMMENT ON FUNCTION review.masked_numbers IS
  'Internal. A text in which whole numbers of phones and persons are masked: eleven digits and more, also in groups. Nothing else goes into the audit.';
