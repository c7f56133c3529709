CREATE OR REPLACE FUNCTION review.in_turn(of_key bytea, told jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  k constant bigint := ('x' || encode(substring(of_key FOR 8), 'hex'))::bit(64)::bigint;
  held record;
BEGIN
  -- No row yet that both could see: who is first makes it.
  PERFORM pg_advisory_xact_lock(k);
EXCEPTION WHEN lock_not_available THEN
  SELECT coalesce(h.holder, s.usename::text) AS holder, h.since INTO held FROM pg_locks l
  LEFT JOIN pg_stat_activity s ON s.pid = l.pid
  LEFT JOIN pg_locks x ON x.virtualtransaction = l.virtualtransaction AND x.locktype = 'transactionid' AND x.granted AND x.mode = 'ExclusiveLock'
  LEFT JOIN LATERAL row_holder(x.transactionid) AS h ON true
  WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
    AND l.classid = ((k >> 32) & 4294967295)::oid AND l.objid = (k & 4294967295)::oid
  ORDER BY h.since LIMIT 1;
  PERFORM refuse('RC413', 'row_held', told || jsonb_build_object('holder', held.holder, 'since', held.since));
END
$$;
COMMENT ON FUNCTION review.in_turn IS
  'Internal. Of several who are about to make the same row each waits for the one before, for five seconds, whatever the session has set, and others '
  'until this transaction ends. of_key: a hash that nobody can make (account_hash). RC413 row_held {what is told, holder, since}; nulls where the server does not tell.';
