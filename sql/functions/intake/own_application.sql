CREATE OR REPLACE FUNCTION review.own_application(of_province text, of_id_type text, of_id_number text) RETURNS review.application
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  latest application;
BEGIN
  SELECT t.* INTO latest FROM applicant person JOIN application t ON t.applicant_id = person.id
  WHERE person.province = of_province AND person.id_type = of_id_type AND person.id_number = of_id_number
  ORDER BY t.id DESC LIMIT 1;
  RETURN latest;
END
$$;
COMMENT ON FUNCTION review.own_application IS 'Internal. The person''s latest application, for reading; null without one.';
