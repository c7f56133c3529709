CREATE OR REPLACE FUNCTION review.export_open() RETURNS review.export_record
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := reader('export', 'reviewer', 'manager');
  open export_record;
BEGIN
  SELECT * INTO open FROM export_record e
  WHERE e.id = nullif(current_setting('review.export', true), '')::bigint AND e.actor = me.name AND e.report = 'ledger'
    AND e.finished_at IS NULL AND e.abandoned_at IS NULL AND e.open_until > clock_timestamp()
    AND on_record(e.recorded_in) AND (NOT e.unmasked OR me.role = 'manager');
  RETURN open;
END
$$;
COMMENT ON FUNCTION review.export_open IS
  'The ledger that this transaction reads: one''s own, begun and committed by an earlier transaction, not ended, named by SET LOCAL review.export = '
  '''number''. Null without one. RC403, RC428.';
GRANT EXECUTE ON FUNCTION review.export_open TO review_reviewer, review_manager;
