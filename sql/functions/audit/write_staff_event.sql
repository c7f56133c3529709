CREATE OR REPLACE FUNCTION review.write_staff_event(who review.staff, what text, subject text, purpose text DEFAULT NULL, detail jsonb DEFAULT '{}')
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  written bigint;
BEGIN
  INSERT INTO event (actor, action, department_code, subject, purpose, detail)
  VALUES (session_user, what, who.department_code, subject, purpose, coalesce(detail, '{}'))
  RETURNING id INTO written;
  RETURN written;
END
$$;
COMMENT ON FUNCTION review.write_staff_event IS 'Internal. Writes the audit entry of an action that is about no application.';
