CREATE OR REPLACE FUNCTION review.staff_freed(staff_name text) RETURNS review.staff
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
  subject staff;
BEGIN
  FOR attempt IN 1 .. 3 LOOP
    -- Whoever is to go may hold what is needed for it, and come back while this waits.
    PERFORM sessions_terminated(staff_name);
    BEGIN
      subject := known_staff(staff_name);
      EXECUTE format('ALTER ROLE %I NOLOGIN', staff_name);
      PERFORM FROM application t WHERE t.state = 'in_review' AND t.holder = staff_name ORDER BY t.id FOR NO KEY UPDATE;
      RETURN subject;
    EXCEPTION WHEN lock_not_available OR internal_error THEN
      IF attempt = 3 THEN
        PERFORM refuse('RC413', 'row_held', jsonb_build_object('number', staff_name));
      END IF;
    END;
  END LOOP;
END
$$;
COMMENT ON FUNCTION review.staff_freed IS
  'Internal. Locks a member of staff out: ends the sessions that may hold what is needed for it, and locks the row, the login and what the member '
  'holds. RC413 row_held, RC440 unknown_staff.';
