CREATE OR REPLACE FUNCTION review.turn_take(of_key bytea, most integer) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  now_ constant timestamptz := clock_timestamp();
  a login_attempt;
BEGIN
  INSERT INTO login_attempt (key, failures, began_at, last_at) VALUES (of_key, 0, now_, now_) ON CONFLICT DO NOTHING;
  SELECT * INTO a FROM login_attempt t WHERE t.key = of_key FOR UPDATE;
  IF a.began_at < now_ - interval '1 hour' THEN
    a.failures := 0;
    a.began_at := now_;
  END IF;
  IF a.failures >= most THEN
    PERFORM refuse('RC429', 'too_many_requests', jsonb_build_object(
      'seconds_left', greatest(1, ceil(extract(epoch FROM a.began_at + interval '1 hour' - now_)))::integer));
  END IF;
  UPDATE login_attempt t SET failures = a.failures + 1, began_at = a.began_at, last_at = now_ WHERE t.key = of_key;
END
$$;
COMMENT ON FUNCTION review.turn_take IS 'Internal. At most so many in an hour. RC429 too_many_requests.';
