CREATE OR REPLACE FUNCTION review.bureaus_asked(departments text[]) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN bureaus_among(departments_of(reader('figures', 'reviewer', 'manager')), departments);
END
$$;
COMMENT ON FUNCTION review.bureaus_asked IS
  'Internal. Whose figures the caller reads: those of the own departments that are asked for, all of them where none are named. RC403.';
