CREATE OR REPLACE FUNCTION review.login_closed(staff_name text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '1s' AS $$
BEGIN
  EXECUTE format('ALTER ROLE %I NOLOGIN', staff_name);
  RETURN true;
EXCEPTION WHEN lock_not_available OR internal_error OR insufficient_privilege OR undefined_object THEN
  RETURN false;
END
$$;
COMMENT ON FUNCTION review.login_closed IS
  'Internal. Takes the login away; false where it is just being changed, by its own holder perhaps, whose server process hears nobody meanwhile: it has no '
  'rights any more, and idle_sweep() tries again.';
