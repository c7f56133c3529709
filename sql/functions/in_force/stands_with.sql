CREATE OR REPLACE FUNCTION review.stands_with(a review.application, bureaus text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN a.state <> 'approved' AND a.department_code <> ALL (bureaus)
    AND EXISTS (SELECT FROM before_change b WHERE b.application_id = a.id AND b.department_code = ANY (bureaus));
END
$$;
COMMENT ON FUNCTION review.stands_with IS
  'Internal. Whether what is in force of the application is in the care of these bureaus while a change of it is with another one.';
