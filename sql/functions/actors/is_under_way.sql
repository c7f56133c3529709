CREATE OR REPLACE FUNCTION review.is_under_way(transaction xid) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  now_ constant bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
  -- The number with its upper half, which is the one that brings it nearest to now.
  behind constant bigint := mod(now_ - transaction::text::bigint + 2147483648, 4294967296) - 2147483648;
BEGIN
  RETURN pg_xact_status((now_ - behind)::text::xid8) = 'in progress';
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN false;
END
$$;
COMMENT ON FUNCTION review.is_under_way IS
  'Internal. Whether a transaction, or a part of one (savepoint) that is not rolled back, is neither committed nor rolled back as a whole.';
