CREATE OR REPLACE FUNCTION review.document_of(INOUT id_type text, INOUT id_number text)
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  body text;
BEGIN
  IF id_number ~ '^[0-9]{15}$' AND coalesce(id_type, '01') = '01' THEN
    -- The number of before 1999-10-01 in its form of today (GB 11643-1999).
    body := left(id_number, 6) || '19' || substr(id_number, 7);
    id_number := body || substr('10X98765432', 1 + (SELECT sum(substr(body, i, 1)::integer * ((1 << (18 - i)) % 11)) FROM generate_series(1, 17) AS i)::integer % 11, 1);
  END IF;
  IF coalesce(id_type, '01') IN ('01', '02', '03') AND id_number ~ '^8[123]0000[0-9]{11}[0-9X]$' THEN
    id_type := CASE WHEN id_number LIKE '83%' THEN '03' ELSE '02' END;
  END IF;
END
$$;
COMMENT ON FUNCTION review.document_of IS
  'Internal. One document, however it was named: a resident''s number of 15 digits in the form of 18, and the kind that alone has numbers of that beginning '
  '(810000 and 820000: 02, 830000: 03). id_type null: not said.';
