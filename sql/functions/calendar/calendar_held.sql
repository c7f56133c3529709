CREATE OR REPLACE FUNCTION review.calendar_held() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  -- Conflicts with the last step of due_dates_renewed() and with nothing else.
  LOCK TABLE holiday IN ROW SHARE MODE;
END
$$;
COMMENT ON FUNCTION review.calendar_held IS
  'Internal. For whoever sets a due date: until the end of the transaction no other calendar takes effect that would miss it.';
