CREATE OR REPLACE FUNCTION review.still(me review.staff) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  ended xid := '0';
  mark xid;
BEGIN
  LOOP
    SELECT s.xmax INTO mark FROM staff s
    WHERE s.name = me.name AND s.active AND s.role = me.role AND s.department_code IS NOT DISTINCT FROM me.department_code;
    -- Whoever changes the row has written himself into it, long before that is committed: from then on nobody begins anything in this name.
    IF NOT FOUND OR mark NOT IN ('0', ended) AND is_under_way(mark) THEN
      PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', NULL, 'action', 'still'));
    END IF;
    -- That transaction has ended: what came of it stands in the row as it is now.
    EXIT WHEN mark IN ('0', ended);
    ended := mark;
  END LOOP;
END
$$;
COMMENT ON FUNCTION review.still IS
  'Internal. Asks, at the beginning and after a lock that may have been waited for, whether the caller is who he was and nobody is just about to change '
  'that (staff_marked). No lock on the row: daily work would wait for it. RC403.';
