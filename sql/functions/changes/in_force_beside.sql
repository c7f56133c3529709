CREATE OR REPLACE FUNCTION review.in_force_beside(bureaus text[]) RETURNS SETOF review.application
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT was.* FROM before_change b JOIN application a ON a.id = b.application_id
    CROSS JOIN LATERAL jsonb_populate_record(NULL::application, b.approved_row) AS was
  WHERE b.department_code = ANY (bureaus) AND a.state <> 'approved'
$$;
COMMENT ON FUNCTION review.in_force_beside IS
  'Internal. What is in force beside a change that is under way, as it was approved, of these bureaus: with the approved applications all that is in force.';
