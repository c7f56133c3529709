CREATE OR REPLACE FUNCTION review.is_editable(a review.application) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT a.state IN ('draft', 'returned') OR a.changing
$$;
COMMENT ON FUNCTION review.is_editable IS 'Internal. Whether the applicant may change the draft: his own, returned, or a change that he has begun.';
