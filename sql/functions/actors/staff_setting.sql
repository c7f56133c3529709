CREATE OR REPLACE FUNCTION review.staff_setting(me review.staff, wanted text, fallback integer) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT (p.settings ->> wanted)::integer FROM department d JOIN profile p ON p.province = d.province
                   WHERE d.code = me.department_code AND p.valid_from <= today() AND p.settings ? wanted
                   ORDER BY p.valid_from DESC LIMIT 1), fallback);
END
$$;
COMMENT ON FUNCTION review.staff_setting IS 'Internal. A number from the settings of the colleague''s province, as its latest profile has it.';
