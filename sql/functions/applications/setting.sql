CREATE OR REPLACE FUNCTION review.setting(of_application review.application, wanted text, fallback integer) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT (p.settings ->> wanted)::integer FROM profile p
                   WHERE p.province = of_application.province AND p.version = of_application.profile_version), fallback);
END
$$;
COMMENT ON FUNCTION review.setting IS 'Internal. A number from the settings of the profile version under which the application was filled.';
