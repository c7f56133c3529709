CREATE OR REPLACE FUNCTION review.calendar_locked() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '5s' AS $$
BEGIN
  LOCK TABLE holiday IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  PERFORM calendar_refuse_held(NULL);
END
$$;
COMMENT ON FUNCTION review.calendar_locked IS
  'Internal. Of two who change the calendar the second waits here, five seconds at most; who only reads it waits for nobody. RC413 row_held.';
