CREATE OR REPLACE FUNCTION review.profile_list() RETURNS TABLE (
  province text, version text, name text, number_letters text, valid_from date, valid_to date, file text, added_at timestamptz, added_by text, used bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
BEGIN
  IF NOT is_owner() THEN
    PERFORM actor('list_profiles', 'administrator');
  END IF;
  RETURN QUERY
    SELECT p.province::text, p.version::text, p.name, p.number_letters::text, p.valid_from, p.valid_to, f.name, f.added_at, f.added_by::text,
      coalesce(u.used, 0)
    FROM profile p
    LEFT JOIN profile_file f ON f.province = p.province AND f.version = p.version
    LEFT JOIN (SELECT a.province, a.profile_version, count(*) AS used FROM application a GROUP BY 1, 2) AS u
      ON u.province = p.province AND u.profile_version = p.version
    ORDER BY p.province, p.valid_from, p.version;
END
$$;
COMMENT ON FUNCTION review.profile_list IS
  'Every version of every province''s form: file, added_at and added_by of those that were put in (null: the program''s own), and how many applications '
  'are filled under it. Administrator, owner. RC403.';
GRANT EXECUTE ON FUNCTION review.profile_list TO review_admin;
