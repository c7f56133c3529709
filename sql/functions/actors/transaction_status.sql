CREATE OR REPLACE FUNCTION review.transaction_status(transaction xid) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  now_ constant bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
  -- The number with its upper half, which is the one that brings it nearest to now.
  behind constant bigint := mod(now_ - transaction::text::bigint + 2147483648, 4294967296) - 2147483648;
BEGIN
  RETURN pg_xact_status((now_ - behind)::text::xid8);
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION review.transaction_status IS
  'Internal. in progress, committed or aborted: of a transaction, or of a part of one (savepoint) that ends with it; null for one of long ago.';
