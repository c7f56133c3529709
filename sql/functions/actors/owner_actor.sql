CREATE OR REPLACE FUNCTION review.owner_actor(wanted_action text) RETURNS review.staff
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me staff;
BEGIN
  IF NOT is_owner() THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('action', wanted_action));
  END IF;
  me.name := session_user;
  RETURN me;
END
$$;
COMMENT ON FUNCTION review.owner_actor IS
  'Internal. Who does what no login of the staff may: the owner of the schema. RC403 otherwise.';
