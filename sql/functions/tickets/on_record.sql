-- LANGUAGE sql, without SET: the planner inlines it.
CREATE OR REPLACE FUNCTION review.on_record(written_in xid8) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT written_in IS DISTINCT FROM pg_current_xact_id_if_assigned() AND NOT pg_is_in_recovery()
$$;
COMMENT ON FUNCTION review.on_record IS
  'Internal. Whether a row that is visible, written by that transaction, is there for good: visible and of another transaction means committed. Never on '
  'a standby, which may lag behind the end of a right.';
