CREATE OR REPLACE FUNCTION review.archive_of(of_province text, of_id_type text, of_number text) RETURNS review.archive
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT a FROM archive a WHERE a.province = of_province AND a.id_type = of_id_type
    AND (a.match_key = of_number OR a.original_number = of_number)
  ORDER BY a.match_key = of_number DESC LIMIT 1
$$;
COMMENT ON FUNCTION review.archive_of IS 'Internal. The archive of a person, by the number of today or the one that the older system had.';
