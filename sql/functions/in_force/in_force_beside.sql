CREATE OR REPLACE FUNCTION review.in_force_beside(bureaus text[]) RETURNS SETOF review.application
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT was.*
  -- Those of the bureaus first, by their index.
  FROM (SELECT b.application_id, b.approved_row FROM before_change b WHERE b.department_code = ANY (bureaus) OFFSET 0) AS b
  CROSS JOIN LATERAL (SELECT FROM application a WHERE a.id = b.application_id AND a.state <> 'approved' OFFSET 0) AS a
  CROSS JOIN LATERAL jsonb_populate_record(NULL::application, b.approved_row) AS was
$$;
COMMENT ON FUNCTION review.in_force_beside IS
  'Internal. What is in force beside a change that is under way, as it was approved, of these bureaus: with the approved applications all that is in force.';
