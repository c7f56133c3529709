CREATE OR REPLACE FUNCTION review.own_editable(of_province text, of_id_type text, of_id_number text, wanted_action text, session bytea) RETURNS review.application
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  a constant application := own_locked(of_province, of_id_type, of_id_number, session);
BEGIN
  IF NOT is_editable(a) THEN
    PERFORM refuse_edit(a, wanted_action);
  END IF;
  RETURN draft_opened(a);
END
$$;
COMMENT ON FUNCTION review.own_editable IS
  'Internal. The person''s latest application, locked, with its draft opened. RC403 session_over, RC404 not_found, RC409 wrong_state while it is with the bureau or '
  'approved, unless a change was begun.';
