CREATE OR REPLACE FUNCTION review.doors_closed(login text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  door text;
BEGIN
  FOR door IN
    SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
    WHERE r.rolname = login AND g.rolname IN ('review_reviewer', 'review_manager', 'review_helpdesk', 'review_admin', 'review_intake', 'review_dispatcher')
  LOOP
    EXECUTE format('REVOKE %I FROM %I', door, login);
  END LOOP;
END
$$;
COMMENT ON FUNCTION review.doors_closed IS 'Internal. Takes every group role of staff from a login, whichever it had.';
