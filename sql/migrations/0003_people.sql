-- Staff (each a PostgreSQL login role of the same name) and applicants, and the questions "who am I" and "what may I see".
-- Rights come from table staff; membership in a group role only opens the door.

CREATE TABLE review.staff (
  name review.key PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9._-]{0,62}$'),
  role text NOT NULL CHECK (role IN ('reviewer', 'manager', 'helpdesk', 'administrator', 'intake', 'dispatcher')),
  department_code review.key REFERENCES review.department,
  display_name text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_by text NOT NULL DEFAULT session_user,
  disabled_at timestamptz,
  CHECK ((role IN ('reviewer', 'manager', 'helpdesk')) = (department_code IS NOT NULL))
);
COMMENT ON TABLE review.staff IS
  'People and programs with a login. intake and dispatcher are the roles of the endpoint and of the message dispatcher.';
CREATE INDEX staff_department ON review.staff (department_code);

CREATE TABLE review.applicant (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  province review.key NOT NULL,
  id_type review.key NOT NULL,
  id_number review.key NOT NULL,
  name text NOT NULL,
  phone text,
  UNIQUE (province, id_type, id_number)
);
COMMENT ON TABLE review.applicant IS 'Persons, whole. No one but the owner reads it; functions hand out masked cards and record that.';
CREATE INDEX applicant_id_number ON review.applicant (id_number);
CREATE INDEX applicant_phone ON review.applicant (phone);
CREATE INDEX applicant_name ON review.applicant (name text_pattern_ops);

CREATE FUNCTION review.departments_of(person review.staff) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT CASE person.role
    WHEN 'reviewer' THEN ARRAY[person.department_code::text]
    WHEN 'manager' THEN ARRAY(SELECT d.code::text FROM department d WHERE person.department_code = ANY (d.ancestors) ORDER BY d.code)
    WHEN 'helpdesk' THEN ARRAY(SELECT d.code::text FROM department d JOIN department own ON own.province = d.province
                               WHERE own.code = person.department_code ORDER BY d.code)
    ELSE '{}'
  END
$$;
COMMENT ON FUNCTION review.departments_of IS
  'Internal. Reviewer: own department. Manager: the subtree. Helpdesk: the province (through lookup functions only). Others: none.';

CREATE FUNCTION review.my_role() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT s.role FROM staff s WHERE s.name = session_user::text AND s.active
$$;
COMMENT ON FUNCTION review.my_role IS 'Role of the session''s user; null for who is not active staff of this database. For policies.';

CREATE FUNCTION review.my_department() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT s.department_code FROM staff s WHERE s.name = session_user::text AND s.active AND s.role IN ('reviewer', 'manager')
$$;
COMMENT ON FUNCTION review.my_department IS 'Department of the session''s reviewer or manager; null for everybody else. For policies.';

CREATE FUNCTION review.my_departments() RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce((SELECT departments_of(s) FROM staff s
                   WHERE s.name = session_user::text AND s.active AND s.role IN ('reviewer', 'manager')), '{}')
$$;
COMMENT ON FUNCTION review.my_departments IS
  'Departments whose applications the session''s user may read: reviewer one, manager the subtree, everybody else none. For policies and queues.';

CREATE FUNCTION review.actor(wanted_action text, VARIADIC allowed text[]) RETURNS review.staff
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me staff;
BEGIN
  SELECT * INTO me FROM staff s WHERE s.name = session_user::text AND s.active;
  IF me.role IS NULL OR me.role <> ALL (allowed) THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', me.role, 'action', wanted_action));
  END IF;
  RETURN me;
END
$$;
COMMENT ON FUNCTION review.actor IS
  'Internal. The active staff member behind the session (session_user, which SET ROLE does not change). RC403 not_permitted otherwise.';

CREATE TYPE review.person AS (
  name text, role text, display_name text, department_code text, department_name text, province text, server_time timestamptz);
CREATE FUNCTION review.me() RETURNS SETOF review.person
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT s.name, s.role, s.display_name, s.department_code, d.name, d.province, now()
  FROM staff s LEFT JOIN department d ON d.code = s.department_code
  WHERE s.name = session_user::text AND s.active
$$;
COMMENT ON FUNCTION review.me IS 'Who the session''s user is here; no row for who is not active staff of this database.';
