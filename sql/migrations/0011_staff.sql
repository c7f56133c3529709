-- Staff as PostgreSQL roles: made, disabled and given passwords by functions, because only the owner may create roles.
-- The password never travels: the client sends a SCRAM verifier, as psql's \password does.

CREATE FUNCTION review.is_owner() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT pg_has_role(session_user, (SELECT n.nspowner FROM pg_namespace n WHERE n.nspname = 'review'), 'MEMBER')
$$;
COMMENT ON FUNCTION review.is_owner IS
  'Internal. Whether the session is the owner of the schema (or a superuser), who sets the first administrator up.';

CREATE FUNCTION review.staff_actor(
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
  'Internal. Administrator and owner manage everybody; a manager the reviewers and helpdesk of the subtree and managers strictly below. RC403.';

CREATE FUNCTION review.checked_verifier(verifier text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  IF coalesce(verifier, '') !~ '^SCRAM-SHA-256\$[0-9]{1,9}:[A-Za-z0-9+/]+={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$' THEN
    PERFORM refuse('RC442', 'bad_verifier');
  END IF;
  RETURN verifier;
END
$$;
COMMENT ON FUNCTION review.checked_verifier IS
  'Internal. RC442 bad_verifier for anything but a SCRAM-SHA-256 verifier (PQencryptPasswordConn), a password in clear above all.';

CREATE FUNCTION review.group_of(staff_role text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE staff_role WHEN 'reviewer' THEN 'review_reviewer' WHEN 'manager' THEN 'review_manager' WHEN 'helpdesk' THEN 'review_helpdesk'
    WHEN 'administrator' THEN 'review_admin' WHEN 'intake' THEN 'review_intake' WHEN 'dispatcher' THEN 'review_dispatcher' END
$$;
COMMENT ON FUNCTION review.group_of IS 'Internal. The PostgreSQL group role that opens the door for a staff role.';

CREATE TYPE review.staff_row AS (
  name text, role text, department_code text, department_name text, display_name text, active boolean, created_at timestamptz, created_by text,
  disabled_at timestamptz, held bigint);

CREATE FUNCTION review.staff_row_of(s review.staff) RETURNS review.staff_row
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT s.name, s.role, s.department_code, (SELECT d.name FROM department d WHERE d.code = s.department_code), s.display_name, s.active,
    s.created_at, s.created_by, s.disabled_at,
    (SELECT count(*) FROM application a WHERE a.state = 'in_review' AND a.holder = s.name AND a.lease_expires_at > now())
$$;
COMMENT ON FUNCTION review.staff_row_of IS 'Internal. What staff functions answer; held: applications held at the moment.';

CREATE FUNCTION review.staff_add(
  staff_name text, staff_role text, department text, shown_name text, verifier text, adopt boolean DEFAULT false)
RETURNS SETOF review.staff_row LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  wanted constant text := CASE staff_role WHEN 'admin' THEN 'administrator' ELSE staff_role END;
  bureau constant text := nullif(department, '');
  me constant staff := staff_actor('staff_add', staff_name, wanted, bureau);
  door constant text := group_of(wanted);
  added staff;
BEGIN
  IF coalesce(staff_name, '') !~ '^[a-z][a-z0-9._-]{0,62}$' OR staff_name ~ '^(pg_|review_)' THEN
    PERFORM refuse('RC443', 'bad_staff', jsonb_build_object('field', 'name', 'name', left(staff_name, 80)));
  ELSIF door IS NULL THEN
    PERFORM refuse('RC443', 'bad_staff', jsonb_build_object('field', 'role', 'name', staff_name));
  ELSIF btrim(coalesce(shown_name, '')) = '' THEN
    PERFORM refuse('RC443', 'bad_staff', jsonb_build_object('field', 'display_name', 'name', staff_name));
  ELSIF (wanted IN ('reviewer', 'manager', 'helpdesk')) <> (bureau IS NOT NULL)
      OR (bureau IS NOT NULL AND NOT EXISTS (SELECT FROM review.department d WHERE d.code = bureau)) THEN
    PERFORM refuse('RC430', 'unknown_department', jsonb_build_object('department', bureau));
  END IF;
  PERFORM checked_verifier(verifier);
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
                            WHERE m.member = r.oid AND g.rolname LIKE 'review\_%'))) THEN
    -- The cluster has that role already, from another database perhaps: its password is somebody else's.
    PERFORM refuse('RC440', 'staff_exists', jsonb_build_object('name', staff_name, 'elsewhere', true));
  ELSE
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', staff_name, verifier);
    EXECUTE format('GRANT %I TO %I', door, staff_name);
  END IF;

  INSERT INTO staff (name, role, department_code, display_name, created_by)
  VALUES (staff_name, wanted, bureau, btrim(shown_name), me.name) RETURNING * INTO added;
  PERFORM write_deed(me, 'staff_added', staff_name, detail => jsonb_build_object('role', wanted, 'department', bureau));
  RETURN NEXT staff_row_of(added);
END
$$;
COMMENT ON FUNCTION review.staff_add IS
  'Makes a member of staff: a login role with a SCRAM verifier, and its rights in table staff. adopt (administrator): take over a role that the '
  'cluster has already, e.g. of a database made anew, with the new password; never one with powers of its own. Administrator, manager (subtree), '
  'owner. RC403, RC430 unknown_department, RC440 staff_exists, RC442 bad_verifier, RC443 bad_staff.';

CREATE FUNCTION review.known_staff(staff_name text) RETURNS review.staff
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  subject staff;
BEGIN
  SELECT * INTO subject FROM staff s WHERE s.name = staff_name FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM refuse('RC440', 'unknown_staff', jsonb_build_object('name', staff_name));
  END IF;
  RETURN subject;
END
$$;
COMMENT ON FUNCTION review.known_staff IS 'Internal. Locks the staff row. RC440 unknown_staff.';

CREATE FUNCTION review.staff_disable(staff_name text) RETURNS SETOF review.staff_row
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  door constant staff := CASE WHEN NOT is_owner() THEN actor('staff_disable', 'administrator', 'manager') END;
  subject staff := known_staff(staff_name);
  me constant staff := staff_actor('staff_disable', subject.name, subject.role, subject.department_code);
  a application;
BEGIN
  IF subject.name = me.name THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', 'staff_disable', 'name', subject.name));
  END IF;
  EXECUTE format('ALTER ROLE %I NOLOGIN', subject.name);
  UPDATE staff s SET active = false, disabled_at = coalesce(s.disabled_at, clock_timestamp())
  WHERE s.name = subject.name RETURNING s.* INTO subject;
  FOR a IN SELECT * FROM application t WHERE t.state = 'in_review' AND t.holder = subject.name ORDER BY t.id FOR NO KEY UPDATE LOOP
    UPDATE application t SET state = 'submitted', holder = NULL, claimed_at = NULL, lease_expires_at = NULL
    WHERE t.id = a.id RETURNING t.* INTO a;
    PERFORM write_event(me.name, 'released', a, detail => jsonb_build_object('holder', subject.name, 'by', 'staff_disable'));
  END LOOP;
  PERFORM write_deed(me, 'staff_disabled', subject.name);
  RETURN NEXT staff_row_of(subject);
END
$$;
COMMENT ON FUNCTION review.staff_disable IS
  'Ends a member of staff: no login, no right in sessions still open, what was held waits in the queue again. Not oneself. '
  'Administrator, manager (subtree), owner. RC403, RC440 unknown_staff.';

CREATE FUNCTION review.staff_enable(staff_name text) RETURNS SETOF review.staff_row
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  door constant staff := CASE WHEN NOT is_owner() THEN actor('staff_enable', 'administrator', 'manager') END;
  subject staff := known_staff(staff_name);
  me constant staff := staff_actor('staff_enable', subject.name, subject.role, subject.department_code);
BEGIN
  EXECUTE format('ALTER ROLE %I LOGIN', subject.name);
  UPDATE staff s SET active = true, disabled_at = NULL WHERE s.name = subject.name RETURNING s.* INTO subject;
  PERFORM write_deed(me, 'staff_enabled', subject.name);
  RETURN NEXT staff_row_of(subject);
END
$$;
COMMENT ON FUNCTION review.staff_enable IS 'Lets a disabled member of staff in again. Administrator, manager (subtree), owner. RC403, RC440 unknown_staff.';

CREATE FUNCTION review.staff_password(staff_name text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me staff;
  subject staff;
BEGIN
  IF staff_name = session_user::text AND NOT is_owner() THEN
    me := actor('staff_password', 'reviewer', 'manager', 'helpdesk', 'administrator', 'intake', 'dispatcher');
    subject := known_staff(staff_name);
  ELSE
    IF NOT is_owner() THEN
      PERFORM actor('staff_password', 'administrator', 'manager');
    END IF;
    subject := known_staff(staff_name);
    me := staff_actor('staff_password', subject.name, subject.role, subject.department_code);
  END IF;
  EXECUTE format('ALTER ROLE %I PASSWORD %L', subject.name, checked_verifier(verifier));
  PERFORM write_deed(me, 'password_changed', subject.name);
END
$$;
COMMENT ON FUNCTION review.staff_password IS
  'Sets a password (as a SCRAM verifier): one''s own, or of those whom one manages. RC403, RC440 unknown_staff, RC442 bad_verifier.';

CREATE FUNCTION review.staff_list() RETURNS SETOF review.staff_row
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me staff;
  mine text[];
BEGIN
  IF NOT is_owner() THEN
    me := actor('staff_list', 'administrator', 'manager');
    IF me.role = 'manager' THEN
      mine := departments_of(me);
    END IF;
  END IF;
  RETURN QUERY SELECT r.* FROM staff s CROSS JOIN LATERAL staff_row_of(s) AS r
    WHERE mine IS NULL OR s.department_code = ANY (mine) ORDER BY s.department_code NULLS FIRST, s.name;
END
$$;
COMMENT ON FUNCTION review.staff_list IS 'Staff with what they hold: all for administrator and owner, the subtree for a manager. RC403.';
