CREATE OR REPLACE FUNCTION review.attempt_begin(of_key bytea, free integer, forgiven_after interval) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  now_ constant timestamptz := clock_timestamp();
  a login_attempt;
  forgiven integer;
BEGIN
  INSERT INTO login_attempt (key, failures, began_at, last_at) VALUES (of_key, 0, now_, now_) ON CONFLICT DO NOTHING;
  SELECT * INTO a FROM login_attempt t WHERE t.key = of_key FOR UPDATE;
  IF a.blocked_until > clock_timestamp() THEN
    PERFORM refuse('RC429', 'too_many_requests',
      jsonb_build_object('seconds_left', ceil(extract(epoch FROM a.blocked_until - clock_timestamp()))::integer));
  END IF;
  -- One failure is forgiven after each such time: many people may share an address, and somebody always mistypes.
  forgiven := floor(extract(epoch FROM now_ - a.began_at) / extract(epoch FROM forgiven_after));
  a.began_at := CASE WHEN forgiven >= a.failures THEN now_ ELSE a.began_at + forgiven * forgiven_after END;
  a.failures := greatest(0, a.failures - forgiven) + 1;
  UPDATE login_attempt t SET failures = a.failures, began_at = a.began_at, last_at = now_,
    blocked_until = CASE WHEN a.failures >= free
      THEN clock_timestamp() + least(900, power(2, least(a.failures - free + 1, 12))) * interval '1 second' END
  WHERE t.key = of_key;
END
$$;
COMMENT ON FUNCTION review.attempt_begin IS
  'Internal. Counts an attempt as failed before its outcome is known, so that many at once count as well: from the last free one on the next '
  'must wait 2 s, 4 s, … up to 15 minutes. One failure is forgiven after each time given. RC429 too_many_requests.';
