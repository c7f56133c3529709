CREATE OR REPLACE FUNCTION review.row_of_target(answers jsonb, target text, slots jsonb) RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT (row_numbers(answers -> list_of_target(target, slots)))[substring(target FROM '[\[/]([0-9]{1,3})')::integer]
$$;
COMMENT ON FUNCTION review.row_of_target IS
  'Internal. The number of the row that a target names by its place in these answers: qualifications[2].level, qualification_certificate/2; null when it names none.';
