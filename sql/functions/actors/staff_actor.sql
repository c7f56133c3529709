CREATE OR REPLACE FUNCTION review.staff_actor(
  wanted_action text, target_name text, target_role text, target_department text) RETURNS review.staff
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me staff;
BEGIN
  IF is_owner() THEN
    me.name := session_user;
    me.role := 'administrator';
    RETURN me;
  END IF;
  me := actor(wanted_action, 'administrator', 'manager');
  -- The accounts of the endpoint and the dispatcher read what applicants read: only whoever runs the server makes and changes them.
  IF target_role IN ('intake', 'dispatcher') THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', wanted_action, 'name', target_name));
  END IF;
  IF me.role = 'manager' AND NOT coalesce(
      target_role IN ('reviewer', 'helpdesk', 'manager')
      AND target_department = ANY (departments_of(me))
      AND (target_role <> 'manager' OR target_department <> me.department_code), false) THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', wanted_action, 'name', target_name));
  END IF;
  RETURN me;
END
$$;
COMMENT ON FUNCTION review.staff_actor IS
  'Internal. The owner manages everybody, an administrator all but the programs'' accounts (intake, dispatcher); a manager the reviewers and helpdesk of the subtree and managers strictly below. RC403.';
