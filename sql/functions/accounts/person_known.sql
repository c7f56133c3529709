CREATE OR REPLACE FUNCTION review.person_known(of_province text, of_id_type text, of_number text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT EXISTS (
      SELECT FROM applicant p JOIN application a ON a.applicant_id = p.id
      WHERE p.province = of_province AND p.id_type = of_id_type AND p.id_number = of_number)
    OR (archive_of(of_province, of_id_type, of_number)).match_key IS NOT NULL
$$;
COMMENT ON FUNCTION review.person_known IS
  'Internal. Whether there is something to get at: an application of the person, from whatever channel, or an archive.';
