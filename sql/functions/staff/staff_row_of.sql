CREATE OR REPLACE FUNCTION review.staff_row_of(s review.staff) RETURNS review.staff_row
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT s.name, s.role, s.department_code, (SELECT d.name FROM department d WHERE d.code = s.department_code), s.display_name, s.active,
    s.created_at, s.created_by, s.disabled_at,
    (SELECT count(*) FROM application a WHERE a.state = 'in_review' AND a.holder = s.name AND a.lease_expires_at > now())
$$;
COMMENT ON FUNCTION review.staff_row_of IS 'Internal. What staff functions answer; held: applications held at the moment.';
