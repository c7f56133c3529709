CREATE OR REPLACE FUNCTION review.is_approved(a review.application) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN a.state = 'approved' OR has_before(a.id);
END
$$;
COMMENT ON FUNCTION review.is_approved IS 'Internal. Whether anything of the application is in force.';
