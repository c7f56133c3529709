CREATE OR REPLACE FUNCTION review.export_finish(
  export bigint, snapshot_at timestamptz, row_count bigint, sheet_count integer, byte_count bigint, file_sha256 text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  bureau text;
BEGIN
  PERFORM actor('export', 'reviewer', 'manager');
  -- A moment before it began, or one to come, is none that it was read at.
  IF coalesce(export_finish.snapshot_at > clock_timestamp() OR row_count < 0 OR sheet_count < 1 OR byte_count < 1 OR file_sha256 !~ '^[0-9a-f]{64}$', true)
      OR EXISTS (SELECT FROM export_record e WHERE e.id = export AND e.actor = session_user AND export_finish.snapshot_at < e.at) THEN
    PERFORM refuse('RC460', 'bad_document', '{"field": "snapshot_at"}');
  END IF;
  -- Whoever publishes next of this bureau waits until it is known whether this one is published.
  SELECT e.of_department INTO bureau FROM export_record e WHERE e.id = export AND e.actor = session_user AND e.filters @> '{"publish": true}';
  PERFORM publishing_turn(bureau);
  UPDATE export_record e SET finished_at = clock_timestamp(), snapshot_at = export_finish.snapshot_at,
    -- Of a ledger the server knows how many it opened.
    rows = greatest(row_count, e.covered), sheets = sheet_count,
    bytes = byte_count, sha256 = file_sha256
  WHERE e.id = export AND e.actor = session_user AND e.finished_at IS NULL AND e.abandoned_at IS NULL
    -- What is published later was not looked for by who published meanwhile.
    AND (e.open_until > clock_timestamp() OR NOT e.filters @> '{"publish": true}');
  -- The answer to the first call may have been lost.
  IF NOT FOUND AND NOT EXISTS (SELECT FROM export_record e WHERE e.id = export AND e.actor = session_user AND e.sha256 = file_sha256) THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('export', export));
  END IF;
END
$$;
COMMENT ON FUNCTION review.export_finish IS
  'What an export of one''s own became. Again with the same file: nothing happens. Reviewer, manager. RC403, RC404 not_found: '
  'somebody else''s, abandoned, another file, or one to be published that took more than an hour or whose login began another meanwhile. RC413 row_held.';
GRANT EXECUTE ON FUNCTION review.export_finish TO review_reviewer, review_manager;
