CREATE OR REPLACE FUNCTION review.unwritten(wanted_action text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    PERFORM refuse('RC428', 'transaction_has_written', jsonb_build_object('action', wanted_action));
  END IF;
END
$$;
COMMENT ON FUNCTION review.unwritten IS
  'Internal. Whoever writes first could read what came of it and take it back: a look, a claim, a decision that never were. RC428 transaction_has_written.';
