CREATE OR REPLACE FUNCTION review.counter_turn(of_key bytea) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  held record;
BEGIN
  PERFORM in_turn(of_key, '{"number": null, "action": "counter"}');
  -- Nor beside somebody who types the code just now. The row is there for whoever comes next, too: a code that nobody can type, and that is over.
  INSERT INTO reset_code AS known (key, person, code, expires_at)
  VALUES (of_key, of_key, account_hash('code', gen_random_uuid()::text), '-infinity')
  ON CONFLICT (key) DO UPDATE SET tries = known.tries;
EXCEPTION WHEN lock_not_available THEN
  SELECT h.holder, h.since INTO held FROM reset_code c CROSS JOIN LATERAL row_holder(c.xmax) AS h WHERE c.key = of_key;
  PERFORM refuse('RC413', 'row_held', jsonb_build_object('number', NULL, 'holder', held.holder, 'since', held.since, 'action', 'counter'));
END
$$;
COMMENT ON FUNCTION review.counter_turn IS
  'Internal. Of several who vouch for one person, or close the account, each waits for the one before, for five seconds, whatever the session has set. RC413 row_held '
  '{number: null, holder, since, action: counter}; holder null where the server does not tell.';
