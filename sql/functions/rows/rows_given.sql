CREATE OR REPLACE FUNCTION review.rows_given(a review.application) RETURNS integer
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT CASE WHEN a.rows_given > 0 OR a.id IS NULL THEN coalesce(a.rows_given, 0) ELSE coalesce(greatest(
    (SELECT max(n)
     FROM (SELECT a.draft AS answers UNION ALL SELECT s.answers FROM submission s WHERE s.application_id = a.id) AS known
     CROSS JOIN LATERAL jsonb_each(known.answers) AS e CROSS JOIN LATERAL unnest(row_numbers(e.value)) AS n
     WHERE jsonb_typeof(e.value) = 'array'),
    (SELECT max(f.n)
     FROM (SELECT d.slot, d.n FROM draft_attachment d WHERE d.application_id = a.id
           UNION ALL SELECT t.slot, t.n FROM attachment t WHERE t.application_id = a.id) AS f
     WHERE row_slots(a) ? f.slot)), 0) END
$$;
COMMENT ON FUNCTION review.rows_given IS
  'Internal. The highest number that a row of the application had so far; of what came before rows had numbers, the highest place of a row or of a row''s file.';
