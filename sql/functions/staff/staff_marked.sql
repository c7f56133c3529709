CREATE OR REPLACE FUNCTION review.staff_marked(staff_name text) RETURNS review.staff
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  until constant timestamptz := clock_timestamp() + interval '5 seconds';
BEGIN
  LOOP
    -- Waited for with a lock that is given back at once: the mark below is the transaction's own, so that others can tell whose it is.
    BEGIN
      PERFORM FROM staff s WHERE s.name = staff_name FOR NO KEY UPDATE;
      RAISE EXCEPTION USING ERRCODE = 'RC000';
    EXCEPTION WHEN SQLSTATE 'RC000' OR lock_not_available THEN
      NULL;
    END;
    -- Somebody else may have been quicker in between.
    PERFORM FROM staff s WHERE s.name = staff_name FOR NO KEY UPDATE SKIP LOCKED;
    EXIT WHEN FOUND OR NOT EXISTS (SELECT FROM staff s WHERE s.name = staff_name);
    IF clock_timestamp() > until THEN
      PERFORM refuse('RC413', 'row_held', (SELECT jsonb_build_object('name', staff_name, 'holder', h.holder, 'since', h.since)
        FROM staff s LEFT JOIN LATERAL row_holder(s.xmax) AS h ON true WHERE s.name = staff_name));
    END IF;
  END LOOP;
  -- Written, not only locked, and by the same transaction: the mark is a number that means nobody else.
  UPDATE staff s SET active = s.active WHERE s.name = staff_name;
  RETURN staff_named(staff_name);
END
$$;
COMMENT ON FUNCTION review.staff_marked IS
  'Internal. The staff row as it is, after whoever else was at it, marked as being changed: still() sees that in the row before it is committed. '
  'RC413 row_held {name, holder, since} where somebody keeps it for five seconds; RC440 unknown_staff.';
