CREATE OR REPLACE FUNCTION review.is_change(a review.application) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN a.state <> 'approved' AND has_before(a.id);
END
$$;
COMMENT ON FUNCTION review.is_change IS 'Internal. Whether what is with the bureau, or came back from it, is a change of what is in force.';
