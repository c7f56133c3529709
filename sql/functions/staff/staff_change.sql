CREATE OR REPLACE FUNCTION review.staff_change(staff_name text, staff_role text DEFAULT NULL, department text DEFAULT NULL)
RETURNS SETOF review.staff_row LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  door constant staff := CASE WHEN NOT is_owner() THEN actor('staff_change', 'administrator', 'manager') END;
  subject staff := staff_named(staff_name);
  before staff := subject;
  wanted constant text := CASE staff_role WHEN 'admin' THEN 'administrator' ELSE coalesce(staff_role, subject.role) END;
  bureau constant text := CASE WHEN wanted IN ('reviewer', 'manager', 'helpdesk') THEN coalesce(nullif(department, ''), subject.department_code) END;
  me staff := staff_actor('staff_change', subject.name, subject.role, subject.department_code);
BEGIN
  -- Neither out of the caller's reach nor into it.
  PERFORM staff_actor('staff_change', subject.name, wanted, bureau);
  IF subject.name = me.name THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', 'staff_change', 'name', subject.name));
  ELSIF group_of(wanted) IS NULL THEN
    PERFORM refuse('RC443', 'bad_staff', jsonb_build_object('field', 'role', 'name', staff_name));
  ELSIF (wanted IN ('reviewer', 'manager', 'helpdesk')) <> (bureau IS NOT NULL)
      OR nullif(department, '') IS DISTINCT FROM bureau AND nullif(department, '') IS NOT NULL
      OR bureau IS NOT NULL AND NOT EXISTS (SELECT FROM review.department d WHERE d.code = bureau) THEN
    PERFORM refuse('RC430', 'unknown_department', jsonb_build_object('department', coalesce(nullif(department, ''), bureau)));
  END IF;
  IF (wanted, bureau) IS DISTINCT FROM (subject.role::text, subject.department_code::text) THEN
    before := staff_marked(subject.name);
    IF (before.role, before.department_code, before.active) IS DISTINCT FROM (subject.role, subject.department_code, subject.active) THEN
      -- Somebody else has changed it in the meantime: what is not named stays as that left it.
      RETURN QUERY SELECT * FROM staff_change(staff_name, staff_role, department);
      RETURN;
    END IF;
    UPDATE staff s SET role = wanted, department_code = bureau WHERE s.name = subject.name RETURNING s.* INTO subject;
    -- The row may have been waited for.
    me := staff_actor('staff_change', before.name, before.role, before.department_code);
    PERFORM staff_freed(before, me.name, 'staff_change');
    IF subject.active THEN
      EXECUTE format('GRANT %I TO %I', group_of(wanted), subject.name);
    END IF;
    PERFORM write_staff_event(me, 'staff_changed', subject.name, detail => jsonb_build_object(
      'from', jsonb_build_object('role', before.role, 'department', before.department_code),
      'to', jsonb_build_object('role', subject.role, 'department', subject.department_code)));
  END IF;
  RETURN NEXT staff_row_of(subject);
END
$$;
COMMENT ON FUNCTION review.staff_change IS
  'Gives a member of staff another role or bureau (null: as before); what was held waits in the queue again, staff_sessions_end() then ends the '
  'sessions. Not oneself. Administrator, manager (within the subtree), owner. RC403, RC430 unknown_department, RC440 unknown_staff, RC443 bad_staff.';
GRANT EXECUTE ON FUNCTION review.staff_change TO review_manager, review_admin;
