CREATE OR REPLACE FUNCTION review.staff_add(
  staff_name text, staff_role text, department text, shown_name text, verifier text, adopt boolean DEFAULT false)
RETURNS SETOF review.staff_row LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  wanted constant text := CASE staff_role WHEN 'admin' THEN 'administrator' ELSE staff_role END;
  bureau constant text := nullif(department, '');
  me constant staff := staff_actor('staff_add', staff_name, wanted, bureau);
  door constant text := group_of(wanted);
  added staff;
  display constant text := plain_text(shown_name, 'display_name', 60);
BEGIN
  IF coalesce(staff_name, '') !~ '^[a-z][a-z0-9._-]{0,62}$' OR staff_name ~ '^(pg_|review_)' OR staff_name IN ('applicant', 'clock') THEN
    PERFORM refuse('RC443', 'bad_staff', jsonb_build_object('field', 'name', 'name', left(staff_name, 80)));
  ELSIF door IS NULL THEN
    PERFORM refuse('RC443', 'bad_staff', jsonb_build_object('field', 'role', 'name', staff_name));
  ELSIF display IS NULL THEN
    PERFORM refuse('RC443', 'bad_staff', jsonb_build_object('field', 'display_name', 'name', staff_name));
  ELSIF (wanted IN ('reviewer', 'manager', 'helpdesk')) <> (bureau IS NOT NULL)
      OR (bureau IS NOT NULL AND NOT EXISTS (SELECT FROM review.department d WHERE d.code = bureau)) THEN
    PERFORM refuse('RC430', 'unknown_department', jsonb_build_object('department', bureau));
  END IF;
  PERFORM checked_verifier(verifier);
  PERFORM in_turn(account_hash('staff', staff_name), jsonb_build_object('name', staff_name));
  IF EXISTS (SELECT FROM staff s WHERE s.name = staff_name) THEN
    PERFORM refuse('RC440', 'staff_exists', jsonb_build_object('name', staff_name));
  END IF;

  IF NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = staff_name) THEN
    BEGIN
      EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L IN ROLE %I', staff_name, verifier, door);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      PERFORM refuse('RC440', 'staff_exists', jsonb_build_object('name', staff_name));
    END;
  ELSIF NOT adopt OR me.role <> 'administrator' OR EXISTS (
      SELECT FROM pg_roles r WHERE r.rolname = staff_name
        AND (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls
             OR pg_has_role(r.oid, (SELECT n.nspowner FROM pg_namespace n WHERE n.nspname = 'review'), 'MEMBER')
             OR NOT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                            WHERE m.member = r.oid AND g.rolname LIKE 'review\_%')
             OR EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid
                          AND g.rolname NOT IN ('review_reviewer', 'review_manager', 'review_helpdesk', 'review_admin')))) THEN
    -- The cluster has that role already, from another database perhaps: its password is somebody else's.
    PERFORM refuse('RC440', 'staff_exists', jsonb_build_object('name', staff_name, 'elsewhere', true));
  ELSE
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', staff_name, verifier);
    PERFORM doors_closed(staff_name);
    EXECUTE format('GRANT %I TO %I', door, staff_name);
  END IF;

  -- A name that somebody else was about to take has been waited for.
  IF NOT is_owner() THEN
    PERFORM still(me);
  END IF;
  INSERT INTO staff (name, role, department_code, display_name, created_by)
  VALUES (staff_name, wanted, bureau, display, me.name) RETURNING * INTO added;
  PERFORM role_limits(staff_name);
  PERFORM write_staff_event(me, 'staff_added', staff_name, detail => jsonb_build_object('role', wanted, 'department', bureau));
  RETURN NEXT staff_row_of(added);
END
$$;
COMMENT ON FUNCTION review.staff_add IS
  'Makes a member of staff: a login role with a SCRAM verifier, and its rights in table staff. adopt (administrator): take over a role that the '
  'cluster has already, e.g. of a database made anew, with the new password; never one with powers of its own. Administrator, manager (subtree), '
  'owner. RC403, RC413 row_held (a colleague is about to add that name), RC430 unknown_department, RC440 staff_exists, RC442 bad_verifier, RC443 bad_staff.';
GRANT EXECUTE ON FUNCTION review.staff_add TO review_manager, review_admin;
