CREATE OR REPLACE FUNCTION review.has_before(of_application bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN (SELECT EXISTS (SELECT FROM before_change b WHERE b.application_id = of_application));
END
$$;
COMMENT ON FUNCTION review.has_before IS 'Internal. Whether before_change has the application: of what is pending, whether it is a change of what is in force.';
