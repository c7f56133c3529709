CREATE OR REPLACE FUNCTION review.account_of(of_province text, of_id_type text, of_number text) RETURNS review.account
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT a FROM account a
  WHERE a.province = of_province AND a.id_type = of_id_type AND a.id_number = of_number
    AND (a.proof <> 'own' OR a.proof = 'own' AND own_counts(a) OR a.proof IS NULL AND NOT person_known(of_province, of_id_type, of_number))
$$;
COMMENT ON FUNCTION review.account_of IS
  'Internal. The account of a person, if it counts: one of which nobody has proved whose it is does not, as soon as there is an application or an '
  'archive of that person.';
