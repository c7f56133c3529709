CREATE OR REPLACE FUNCTION review.intake_actor(wanted_action text) RETURNS review.staff
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me staff;
BEGIN
  IF is_owner() THEN
    me.name := session_user;
    me.role := 'administrator';
    RETURN me;
  END IF;
  RETURN actor(wanted_action, 'intake', 'administrator');
END
$$;
COMMENT ON FUNCTION review.intake_actor IS 'Internal. The endpoint''s role, an administrator (import), or the owner of the schema. RC403.';
