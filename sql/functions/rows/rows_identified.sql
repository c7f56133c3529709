CREATE OR REPLACE FUNCTION review.rows_identified(given jsonb, former jsonb, given_before integer, slots jsonb) RETURNS review.rows_identified
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  result rows_identified := (given, given_before);
  has_rows constant jsonpath := '$[*] ? (@.type() == "object")';
  list text;
  items jsonb;
  olds jsonb;
  known integer[];    -- the numbers of the rows that were there, by place
  numbers integer[];  -- those of the rows that are given, by place
  is_known boolean;   -- whether who sends this knows numbers
  has_files boolean;
  pair record;
BEGIN
  -- Where nothing was counted yet, what was there counts, also what goes now.
  IF given_before = 0 THEN
    SELECT greatest(0, max(n)) INTO result.rows_given
    FROM jsonb_each(coalesce(former, '{}')) AS e CROSS JOIN LATERAL unnest(row_numbers(e.value)) AS n WHERE jsonb_typeof(e.value) = 'array';
  END IF;
  FOR list IN SELECT e.key FROM jsonb_each(given) AS e WHERE jsonb_typeof(e.value) = 'array' AND e.value @? has_rows ORDER BY e.key LOOP
    items := given -> list;
    CONTINUE WHEN items = former -> list AND NOT items @? '$[*] ? (@.type() == "object" && !exists(@.row))';  -- nothing to find out
    olds := CASE jsonb_typeof(former -> list) WHEN 'array' THEN former -> list ELSE '[]' END;
    known := coalesce(row_numbers(olds), '{}');
    -- A row that says which it is, if that row is there: no other number is believed.
    SELECT array_agg(CASE WHEN n = ANY (known) AND items -> (p::integer - 1) -> 'row' = to_jsonb(n) THEN n END ORDER BY p) INTO numbers
    FROM unnest(row_numbers(items)) WITH ORDINALITY AS r (n, p);
    -- The others, by what they hold: the same; from who knows no numbers also what is mostly the same or was filled in; and where no file can
    -- come to another row by it, what stands in the same place of a list as long as before.
    IF array_position(numbers, NULL) IS NOT NULL AND known <> '{}' THEN
      is_known := array_remove(numbers, NULL) <> '{}';
      has_files := EXISTS (SELECT FROM jsonb_each_text(slots) AS s WHERE s.value = list);
      FOR pair IN
        WITH new AS (
          SELECT i.p, i.value - 'row' AS value, (SELECT count(*) FROM jsonb_object_keys(i.value - 'row')) AS cells
          FROM jsonb_array_elements(items) WITH ORDINALITY AS i (value, p)
          WHERE jsonb_typeof(i.value) = 'object' AND numbers[i.p] IS NULL),
        old AS (
          SELECT i.p, i.value - 'row' AS value, (SELECT count(*) FROM jsonb_object_keys(i.value - 'row')) AS cells, known[i.p] AS n
          FROM jsonb_array_elements(olds) WITH ORDINALITY AS i (value, p)
          WHERE known[i.p] IS NOT NULL AND known[i.p] <> ALL (array_remove(numbers, NULL))),
        likeness AS (
          SELECT new.p, old.p AS old_p, old.n, shared.cells, CASE
            WHEN new.value = old.value THEN 1
            WHEN is_known THEN NULL
            WHEN shared.cells * 3 >= greatest(new.cells, old.cells) * 2 OR shared.cells = old.cells AND old.cells > 0 THEN 2
            WHEN NOT has_files AND new.p = old.p AND jsonb_array_length(items) = jsonb_array_length(olds) THEN 3 END AS rank
          FROM new CROSS JOIN old CROSS JOIN LATERAL (
            SELECT count(*) AS cells FROM jsonb_each(new.value) AS c WHERE old.value -> c.key = c.value) AS shared)
        SELECT l.p, l.n FROM likeness AS l WHERE l.rank IS NOT NULL ORDER BY l.rank, l.cells DESC, abs(l.p - l.old_p), l.p, l.old_p
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
  'Internal. The answers given, each row of a list with its number. A row keeps the number that it names if a row of that list, as it was before, has it. '
  'One that names none takes that of a row before with the same content. In a list none of whose rows names one that is known, also that of a row of whose '
  'members it has two thirds, or all; and, unless the list''s rows have files (slots: {slot: list}), that of the same place in a list as long as before. '
  'Any other row gets a new one, above all that were ever given.';
