CREATE OR REPLACE FUNCTION review.viewer(wanted_action text, VARIADIC allowed text[]) RETURNS review.staff
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  PERFORM unwritten(wanted_action);
  RETURN actor(wanted_action, VARIADIC allowed);
END
$$;
COMMENT ON FUNCTION review.viewer IS
  'Internal. The active staff member behind the session (actor()), who looks at cases. RC403 not_permitted otherwise; RC428 wrong_isolation, '
  'transaction_has_written.';
