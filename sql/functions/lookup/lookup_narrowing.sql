CREATE OR REPLACE FUNCTION review.lookup_narrowing(given jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  year constant text := given ->> 'birth_year';
  bureau constant text := given ->> 'department';
  number_end constant text := translate(upper(regexp_replace(normalize(given ->> 'ends', NFKC), '\s', '', 'g')), '×✕✖ХΧ', 'XXXXX');
BEGIN
  IF year !~ '^(19|20)[0-9]{2}$' THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "birth_year"}');
  ELSIF number_end !~ '^[0-9A-Z]{4}$' THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "ends"}');
  ELSIF bureau IS NOT NULL AND NOT EXISTS (SELECT FROM department d WHERE d.code = bureau) THEN
    PERFORM refuse('RC430', 'unknown_department', jsonb_build_object('department', left(bureau, 20)));
  END IF;
  RETURN jsonb_strip_nulls(jsonb_build_object('birth_year', year::integer, 'department', bureau, 'ends', number_end,
    'after', CASE WHEN given ->> 'after' IS NOT NULL THEN number_parse(given ->> 'after') END));
END
$$;
COMMENT ON FUNCTION review.lookup_narrowing IS
  'Internal. What a look-up by name is narrowed by, checked and in one form: {birth_year, department: that bureau and those below it, ends: the last four '
  'characters of the ID number, after: the last application of the page before}. RC405 mistyped_number, RC430 unknown_department, RC460 bad_document {field}.';
