CREATE OR REPLACE FUNCTION review.is_owner() RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN pg_has_role(session_user, (SELECT n.nspowner FROM pg_namespace n WHERE n.nspname = 'review'), 'MEMBER');
END
$$;
COMMENT ON FUNCTION review.is_owner IS
  'Internal. Whether the session is the owner of the schema (or a superuser), who sets the first administrator up.';
