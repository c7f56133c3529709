CREATE OR REPLACE FUNCTION review.login_closed(staff_name text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '50ms' AS $$
BEGIN
  -- Its holder may be changing it in one session after the other: who has just been ended needs a moment to come back.
  FOR attempt IN 1 .. 10 LOOP
    BEGIN
      EXECUTE format('ALTER ROLE %I NOLOGIN', staff_name);
      RETURN true;
    EXCEPTION
      WHEN lock_not_available OR internal_error THEN
        IF sessions_terminated(staff_name, everywhere => true) = 0 THEN
          RETURN false;
        END IF;
      WHEN insufficient_privilege OR undefined_object THEN
        RETURN false;
    END;
  END LOOP;
  RETURN false;
END
$$;
COMMENT ON FUNCTION review.login_closed IS
  'Internal. Takes the login away; false where it is just being changed by somebody who cannot be ended: it has no rights any more, and idle_sweep() '
  'tries again.';
