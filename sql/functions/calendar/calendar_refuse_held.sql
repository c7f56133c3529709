CREATE OR REPLACE FUNCTION review.calendar_refuse_held(since date) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  blocker record;
BEGIN
  -- Whoever has the calendar itself, or one of the applications whose due date may move.
  SELECT NULL::text AS number, s.usename::text AS holder, s.xact_start AS since INTO blocker
  FROM pg_locks l JOIN pg_stat_activity s ON s.pid = l.pid
  WHERE l.relation = 'review.holiday'::regclass AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()) AND l.granted AND l.mode IN ('RowShareLock', 'RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock')
    AND l.pid <> pg_backend_pid() ORDER BY s.xact_start LIMIT 1;
  IF NOT FOUND AND calendar_refuse_held.since IS NOT NULL THEN
    SELECT a.number::text, h.holder, h.since INTO blocker
    FROM (SELECT t.number, t.xmax AS locker FROM application t
          WHERE t.state IN ('submitted', 'in_review') AND t.due_on >= calendar_refuse_held.since
            AND t.xmax IN (SELECT l.transactionid FROM pg_locks l WHERE l.locktype = 'transactionid' AND l.granted AND l.pid IS DISTINCT FROM pg_backend_pid())
          LIMIT 1) AS a CROSS JOIN LATERAL row_holder(a.locker) AS h;
  END IF;
  PERFORM refuse('RC413', 'row_held', jsonb_build_object(
    'action', 'import_holidays', 'number', blocker.number, 'holder', blocker.holder, 'since', blocker.since));
END
$$;
COMMENT ON FUNCTION review.calendar_refuse_held IS
  'Internal. RC413 row_held: who has the calendar, or an application whose due date may move; nulls where he has gone meanwhile.';
