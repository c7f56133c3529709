CREATE OR REPLACE FUNCTION review.contact_list(of_province text)
RETURNS TABLE (department_code text, phone text, address text, hours text, updated_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
  SELECT c.department_code::text, c.phone, c.address, c.hours, c.updated_at
  FROM department_contact c JOIN department d ON d.code = c.department_code
  WHERE d.province = of_province ORDER BY c.department_code
$$;
COMMENT ON FUNCTION review.contact_list IS
  'How the bureaus of a province are reached, as far as anybody has entered it; no secret. Everybody.';
GRANT EXECUTE ON FUNCTION review.contact_list TO review_reviewer, review_manager, review_helpdesk, review_admin, review_intake, review_dispatcher;
