CREATE OR REPLACE FUNCTION review.rows_identified(given jsonb, former jsonb, given_before integer) RETURNS review.rows_identified
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  result rows_identified := (given, given_before);
  has_rows constant jsonpath := '$[*] ? (@.type() == "object")';
  list text;
  items jsonb;
  olds jsonb;
  known integer[];    -- the numbers of the rows that were there, by place
  numbers integer[];  -- those of the rows that are given, by place
  pair record;
BEGIN
  -- What was there has its numbers, also where it goes now.
  SELECT greatest(given_before, max(n)) INTO result.rows_given
  FROM jsonb_each(coalesce(former, '{}')) AS e CROSS JOIN LATERAL unnest(row_numbers(e.value)) AS n;
  FOR list IN SELECT e.key FROM jsonb_each(given) AS e WHERE jsonb_typeof(e.value) = 'array' AND e.value @? has_rows ORDER BY e.key LOOP
    items := given -> list;
    olds := CASE jsonb_typeof(former -> list) WHEN 'array' THEN former -> list ELSE '[]' END;
    known := coalesce(row_numbers(olds), '{}');
    -- A row that says which it is, if that row is there: no other number is believed.
    SELECT array_agg(CASE WHEN n = ANY (known) AND items -> (p::integer - 1) -> 'row' = to_jsonb(n) THEN n END ORDER BY p) INTO numbers
    FROM unnest(row_numbers(items)) WITH ORDINALITY AS r (n, p);
    -- The others, by what they hold: the same, then what is mostly the same, then, in as many rows as before, what stands in the same place.
    IF array_position(numbers, NULL) IS NOT NULL AND known <> '{}' THEN
      FOR pair IN
        WITH new AS (
          SELECT i.p, i.value - 'row' AS value, (SELECT count(*) FROM jsonb_object_keys(i.value - 'row')) AS cells
          FROM jsonb_array_elements(items) WITH ORDINALITY AS i (value, p)
          WHERE jsonb_typeof(i.value) = 'object' AND numbers[i.p] IS NULL),
        old AS (
          SELECT i.p, i.value - 'row' AS value, (SELECT count(*) FROM jsonb_object_keys(i.value - 'row')) AS cells, known[i.p] AS n
          FROM jsonb_array_elements(olds) WITH ORDINALITY AS i (value, p)
          WHERE known[i.p] IS NOT NULL AND known[i.p] <> ALL (array_remove(numbers, NULL)))
        SELECT new.p, old.n
        FROM new CROSS JOIN old CROSS JOIN LATERAL (
          SELECT count(*) AS cells FROM jsonb_each(new.value) AS c WHERE old.value -> c.key = c.value) AS shared
        WHERE new.value = old.value OR shared.cells * 2 > greatest(new.cells, old.cells)
          OR new.p = old.p AND jsonb_array_length(items) = jsonb_array_length(olds)
        ORDER BY new.value <> old.value, shared.cells * 2 <= greatest(new.cells, old.cells), shared.cells DESC, abs(new.p - old.p), new.p, old.p
      LOOP
        IF numbers[pair.p] IS NULL AND array_position(numbers, pair.n) IS NULL THEN
          numbers[pair.p] := pair.n;
        END IF;
      END LOOP;
    END IF;
    FOR place IN 1 .. jsonb_array_length(items) LOOP
      IF numbers[place] IS NULL AND jsonb_typeof(items -> (place - 1)) = 'object' THEN
        result.rows_given := result.rows_given + 1;
        numbers[place] := result.rows_given;
      END IF;
    END LOOP;
    result.answers := jsonb_set(result.answers, ARRAY[list], (
      SELECT jsonb_agg(CASE WHEN jsonb_typeof(i.value) = 'object' THEN i.value || jsonb_build_object('row', numbers[i.p]) ELSE i.value END ORDER BY i.p)
      FROM jsonb_array_elements(items) WITH ORDINALITY AS i (value, p)));
  END LOOP;
  RETURN result;
END
$$;
COMMENT ON FUNCTION review.rows_identified IS
  'Internal. The answers given, each row of a list with its number: a row keeps the one that it names if a row of that list, as it was before, has it; '
  'one that names none takes that of a row before with the same content, or mostly the same, or in the same place of a list as long as before; '
  'else it gets a new one, above all that were ever given.';
