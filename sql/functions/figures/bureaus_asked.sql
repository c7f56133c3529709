CREATE OR REPLACE FUNCTION review.bureaus_asked(departments text[]) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT bureaus_among(departments_of(reader('figures', 'reviewer', 'manager')), departments)
$$;
COMMENT ON FUNCTION review.bureaus_asked IS
  'Internal. Whose figures the caller reads: those of the own departments that are asked for, all of them where none are named. RC403.';
