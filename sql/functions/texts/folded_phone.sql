CREATE OR REPLACE FUNCTION review.folded_phone(given text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT CASE
    WHEN d.digits ~ '^(00)?861[3-9][0-9]{9}$' THEN right(d.digits, 11)
    -- The zero of the area is left out behind the country's code.
    WHEN d.plain ~ '^[^0-9]*(\+|00)86' THEN '0' || ltrim(regexp_replace(d.digits, '^(00)?86', ''), '0')
    ELSE nullif(d.digits, '')
  END
  FROM (SELECT p.plain, regexp_replace(p.plain, '[^0-9]', '', 'g') AS digits
        FROM (SELECT normalize(given, NFKC) AS plain) AS p) AS d
$$;
COMMENT ON FUNCTION review.folded_phone IS
  'Internal. A phone as it is compared: its digits, without the country''s code, whatever stands between them (blanks, hyphens, brackets, 转); null '
  'where there are none. Columns are generated from it: a change needs a numbered file that makes them anew.';
