CREATE OR REPLACE FUNCTION review.profile_file_held(of_province text, of_version text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '5s' AS $$
BEGIN
  LOCK TABLE profile_file IN SHARE ROW EXCLUSIVE MODE;
  -- Whoever begins an application under this version has the row of profile, and is counted behind it.
  PERFORM FROM profile p WHERE p.province = of_province AND p.version = of_version FOR UPDATE;
EXCEPTION WHEN lock_not_available THEN
  PERFORM refuse('RC413', 'row_held', '{"action": "add_profile", "number": null, "holder": null, "since": null}');
END
$$;
COMMENT ON FUNCTION review.profile_file_held IS
  'Internal. Of two who put profiles in the second waits here, five seconds at most, and so does one for whoever begins an application under that very '
  'version. RC413 row_held.';
