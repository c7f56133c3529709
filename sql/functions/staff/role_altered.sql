CREATE OR REPLACE FUNCTION review.role_altered(command text, of_name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '5s' AS $$
BEGIN
  EXECUTE command;
EXCEPTION WHEN lock_not_available OR internal_error THEN  -- another session is at the same login
  PERFORM refuse('RC413', 'row_held', jsonb_build_object('name', of_name));
END
$$;
COMMENT ON FUNCTION review.role_altered IS
  'Internal. Runs a statement about a login''s role; RC413 row_held {name} where another session has been at it for five seconds, or was in this moment.';
