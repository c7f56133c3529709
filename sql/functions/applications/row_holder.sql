CREATE OR REPLACE FUNCTION review.row_holder(locker xid, OUT holder text, OUT since timestamptz)
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  lockers xid[] := ARRAY[locker];
  above xid[];
BEGIN
  -- Several transactions at one row are a number of their own, which other numbers may have.
  BEGIN
    lockers := lockers || ARRAY(SELECT m.xid FROM pg_get_multixact_members(locker) AS m);
  EXCEPTION WHEN OTHERS THEN
    NULL;
  END;
  -- A part of a transaction (a savepoint, a block with EXCEPTION) that is over gives its own number up, and the transaction keeps the row. The
  -- transaction has a lower number and waits for nothing; where only one is like that, it is the one.
  IF NOT EXISTS (SELECT FROM pg_locks l WHERE l.locktype = 'transactionid' AND l.granted AND l.transactionid = ANY (lockers)) THEN
    SELECT array_agg(t.top) INTO above FROM (
      SELECT (array_agg(l.transactionid ORDER BY age(l.transactionid) DESC))[1] AS top FROM pg_locks l
      WHERE l.locktype = 'transactionid' AND l.granted AND l.mode = 'ExclusiveLock' AND l.pid IS DISTINCT FROM pg_backend_pid()
        AND EXISTS (SELECT FROM pg_locks r JOIN pg_class c ON c.oid = r.relation AND c.relnamespace = 'review'::regnamespace
                    WHERE r.pid = l.pid AND r.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()) AND r.granted AND r.mode IN ('RowShareLock', 'RowExclusiveLock'))
        AND NOT EXISTS (SELECT FROM pg_locks w WHERE w.pid = l.pid AND NOT w.granted)
      GROUP BY l.pid) AS t
    WHERE age(t.top) > age(locker);
    IF cardinality(above) = 1 THEN
      lockers := lockers || above;
    END IF;
  END IF;
  SELECT coalesce(s.usename, p.owner)::text, coalesce(s.xact_start, p.prepared) INTO holder, since
  FROM pg_locks l
  LEFT JOIN pg_stat_activity s ON s.pid = l.pid
  LEFT JOIN pg_prepared_xacts p ON p.transaction = l.transactionid
  WHERE l.locktype = 'transactionid' AND l.granted AND l.mode = 'ExclusiveLock' AND l.transactionid = ANY (lockers)
    AND l.pid IS DISTINCT FROM pg_backend_pid()
  ORDER BY s.xact_start LIMIT 1;
  -- The server tells since when to who may be one of the role, which who made the role may become for a moment.
  IF holder IS NOT NULL AND since IS NULL THEN
    BEGIN
      EXECUTE format('GRANT %I TO CURRENT_USER', holder);
      PERFORM pg_stat_clear_snapshot();
      SELECT s.xact_start INTO since FROM pg_stat_activity s JOIN pg_locks l ON l.pid = s.pid
      WHERE l.locktype = 'transactionid' AND l.granted AND l.mode = 'ExclusiveLock' AND l.transactionid = ANY (lockers) AND s.usename = holder;
      RAISE EXCEPTION USING ERRCODE = 'RC000';
    EXCEPTION WHEN SQLSTATE 'RC000' OR insufficient_privilege OR invalid_grant_operation OR lock_not_available OR internal_error THEN
      NULL;
    END;
  END IF;
END
$$;
COMMENT ON FUNCTION review.row_holder IS
  'Internal. Whose transaction holds a row, by its xmax, and since when that runs; nulls when it has ended meanwhile, since null also where the server '
  'does not tell the owner (a role of another owner).';
