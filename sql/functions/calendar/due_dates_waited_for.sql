CREATE OR REPLACE FUNCTION review.due_dates_waited_for(since date, who text) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '5s' AS $$
BEGIN
  RETURN due_dates_renewed(since, who);
EXCEPTION WHEN lock_not_available THEN
  PERFORM calendar_refuse_held(since);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION review.due_dates_waited_for IS
  'Internal. due_dates_renewed() that waits five seconds for each row, whatever the session has set. RC413 row_held.';
