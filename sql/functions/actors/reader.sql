CREATE OR REPLACE FUNCTION review.reader(wanted_action text, VARIADIC allowed text[]) RETURNS review.staff
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  -- Its predicate locks tell everybody what was met.
  IF current_setting('transaction_isolation') = 'serializable' THEN
    PERFORM refuse('RC428', 'wrong_isolation', jsonb_build_object('action', wanted_action));
  END IF;
  PERFORM unwritten(wanted_action);
  RETURN member(wanted_action, VARIADIC allowed);
END
$$;
COMMENT ON FUNCTION review.reader IS
  'Internal. The active staff member behind the session (member()), who reads figures, all of them in one snapshot. RC403 not_permitted otherwise; RC428 '
  'wrong_isolation, transaction_has_written.';
