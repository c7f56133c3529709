CREATE OR REPLACE FUNCTION review.filled(template text, fields jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  line text;
  names text[];
  written text;
  lines text[] := '{}';
BEGIN
  FOREACH line IN ARRAY string_to_array(template, E'\n') LOOP
    names := ARRAY(SELECT m[1] FROM regexp_matches(line, '\{([a-z_]+)\}', 'g') AS m);
    -- A line made for values that are all missing is left out, e.g. "审核说明：{note}" without a note.
    CONTINUE WHEN cardinality(names) > 0 AND NOT EXISTS (SELECT FROM unnest(names) AS n WHERE coalesce(fields ->> n, '') <> '');
    written := '';
    -- Left to right and once only: braces inside a value are text.
    WHILE cardinality(names) > 0 LOOP
      written := written || split_part(line, '{' || names[1] || '}', 1) || coalesce(fields ->> names[1], '');
      line := substr(line, strpos(line, '{' || names[1] || '}') + length(names[1]) + 2);
      names := names[2:];
    END LOOP;
    lines := array_append(lines, written || line);
  END LOOP;
  RETURN array_to_string(lines, E'\n');
END
$$;
COMMENT ON FUNCTION review.filled IS 'Internal. A template with {names} replaced; lines whose names are all without value are left out.';
