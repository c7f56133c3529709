CREATE OR REPLACE FUNCTION review.seen_by(me review.staff, canonical text) RETURNS review.application
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  a application;
BEGIN
  SELECT t.* INTO a FROM application t WHERE t.number = canonical AND t.department_code = ANY (departments_of(me));
  RETURN a;
END
$$;
COMMENT ON FUNCTION review.seen_by IS 'Internal. The application of one of the caller''s departments; nothing but nulls where there is none.';
