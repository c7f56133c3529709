CREATE OR REPLACE FUNCTION review.actor(wanted_action text, VARIADIC allowed text[]) RETURNS review.staff
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  -- A snapshot of before would not see that a right has ended.
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM refuse('RC428', 'wrong_isolation', jsonb_build_object('action', wanted_action));
  END IF;
  RETURN member(wanted_action, VARIADIC allowed);
END
$$;
COMMENT ON FUNCTION review.actor IS
  'Internal. The active staff member behind the session (member()), who may act. RC403 not_permitted otherwise; RC428 wrong_isolation for any isolation '
  'but READ COMMITTED.';
