CREATE OR REPLACE FUNCTION review.member(wanted_action text, VARIADIC allowed text[]) RETURNS review.staff
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me staff;
BEGIN
  SELECT * INTO me FROM staff s WHERE s.name = session_user::text AND s.active;
  IF me.role IS NULL OR me.role <> ALL (allowed) THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', wanted_action));
  END IF;
  PERFORM still(me);
  RETURN me;
END
$$;
COMMENT ON FUNCTION review.member IS
  'Internal. The active staff member behind the session (session_user, which SET ROLE does not change), in any isolation. RC403 not_permitted otherwise.';
