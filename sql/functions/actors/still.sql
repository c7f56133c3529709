CREATE OR REPLACE FUNCTION review.still(me review.staff) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  ended xid := '0';
  mark xid;
  status text;
BEGIN
  LOOP
    -- A change that made this very row is no later one: it has left its mark in it.
    SELECT CASE WHEN s.xmax = s.xmin THEN '0'::xid ELSE s.xmax END INTO mark FROM staff s
    WHERE s.name = me.name AND s.active AND s.role = me.role AND s.department_code IS NOT DISTINCT FROM me.department_code;
    -- Whoever changes the row has written himself into it, long before that is committed: from then on nobody begins anything in this name. In
    -- a snapshot of before the row stays as it was.
    status := CASE WHEN mark <> '0' THEN transaction_status(mark) END;
    IF mark IS NULL OR status = 'in progress' OR status = 'committed' AND current_setting('transaction_isolation') <> 'read committed' THEN
      PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', NULL, 'action', 'still'));
    END IF;
    -- That transaction has ended: what came of it stands in the row as it is now.
    EXIT WHEN status IS DISTINCT FROM 'committed' OR mark = ended;
    ended := mark;
  END LOOP;
END
$$;
COMMENT ON FUNCTION review.still IS
  'Internal. Asks, at the beginning and after a lock that may have been waited for, whether the caller is who he was and nobody is just about to change '
  'that (staff_marked). No lock on the row: daily work would wait for it. RC403.';
