CREATE OR REPLACE FUNCTION review.still(me review.staff) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
      SELECT FROM staff s WHERE s.name = me.name AND s.active AND s.role = me.role
        AND s.department_code IS NOT DISTINCT FROM me.department_code) THEN
    PERFORM refuse('RC403', 'not_permitted', jsonb_build_object('role', NULL, 'action', 'still'));
  END IF;
END
$$;
COMMENT ON FUNCTION review.still IS
  'Internal. Asks again, after a lock that may have been waited for, whether the caller is who he was. No lock on the row: daily work would wait for it. RC403.';
