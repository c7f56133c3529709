CREATE OR REPLACE FUNCTION review.departments_of(person review.staff) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN CASE person.role
    WHEN 'reviewer' THEN ARRAY[person.department_code::text]
    WHEN 'manager' THEN ARRAY(SELECT d.code::text FROM department d WHERE person.department_code = ANY (d.ancestors) ORDER BY d.code)
    WHEN 'helpdesk' THEN ARRAY(SELECT d.code::text FROM department d JOIN department own ON own.province = d.province
                               WHERE own.code = person.department_code ORDER BY d.code)
    ELSE '{}'
  END;
END
$$;
COMMENT ON FUNCTION review.departments_of IS
  'Internal. Reviewer: own department. Manager: the subtree. Helpdesk: the province (through lookup functions only). Others: none.';
