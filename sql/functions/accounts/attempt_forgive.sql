CREATE OR REPLACE FUNCTION review.attempt_forgive(whose review.account, of_number text, of_address text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  -- In the order of account_login_begin: two log-ins of one person at once wait for each other and never in a circle.
  UPDATE login_attempt t SET failures = greatest(0, t.failures - 1), blocked_until = NULL WHERE t.key = account_hash('address', of_address);
  DELETE FROM login_attempt t WHERE t.key = account_hash('person', whose.province, whose.id_type, of_number, of_address);
  UPDATE login_attempt t SET failures = greatest(0, t.failures - 1), blocked_until = NULL
  WHERE t.key = account_hash('person', whose.province, whose.id_type, of_number)
    AND NOT EXISTS (SELECT FROM account_place p WHERE p.account_id = whose.id AND p.place = account_hash('place', of_address));
  INSERT INTO account_place AS known (account_id, place, last_at) VALUES (whose.id, account_hash('place', of_address), clock_timestamp())
  ON CONFLICT (account_id, place) DO UPDATE SET last_at = excluded.last_at;
  DELETE FROM account_place p WHERE p.account_id = whose.id AND p.last_at < clock_timestamp() - interval '90 days';
  -- Whoever has not come for a day is no longer counted.
  DELETE FROM login_attempt t WHERE t.key IN (
    SELECT o.key FROM login_attempt o WHERE o.last_at < clock_timestamp() - interval '1 day' LIMIT 100 FOR UPDATE SKIP LOCKED);
END
$$;
COMMENT ON FUNCTION review.attempt_forgive IS
  'Internal. The attempt was right: it counts no more, and the address is one from which the account''s owner has logged in, for 90 days.';
