CREATE OR REPLACE FUNCTION review.account_login(
  of_province text, of_id_type text, of_number text, of_address text, typed bytea, legacy_digests jsonb, session_token bytea,
  email_fields text[], phone_fields text[])
RETURNS TABLE (name text, expires_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('login');
  known account;
  old archive;
BEGIN
  SELECT * INTO known FROM account a
  WHERE a.province = of_province AND a.id_type = of_id_type AND a.id_number = of_number FOR NO KEY UPDATE;
  IF known.id IS NULL THEN
    old := archive_of(of_province, of_id_type, of_number);
    IF coalesce((legacy_settings(of_province) ->> 'old_password')::boolean, false)
       AND coalesce(old.password_hash = lower(legacy_digests ->> old.password_scheme), false) THEN
      -- What was typed is right: from now on it counts in today's form, with the salt that was made up for it.
      INSERT INTO account (province, id_type, id_number, name, email, phone, salt, digest, scrypt_n, scrypt_r, scrypt_p)
      SELECT of_province, of_id_type, of_number, coalesce(old.name, '—'),
        (SELECT nullif(old.answers ->> f.id, '') FROM unnest(email_fields) WITH ORDINALITY AS f (id, n)
         WHERE nullif(old.answers ->> f.id, '') IS NOT NULL ORDER BY f.n LIMIT 1),
        (SELECT nullif(old.answers ->> f.id, '') FROM unnest(phone_fields) WITH ORDINALITY AS f (id, n)
         WHERE nullif(old.answers ->> f.id, '') IS NOT NULL ORDER BY f.n LIMIT 1),
        substring(account_hash('salt', of_province, of_id_type, of_number) FOR 16), typed, s.scrypt_n, s.scrypt_r, s.scrypt_p
      FROM account_setting s
      ON CONFLICT DO NOTHING RETURNING * INTO known;
      IF known.id IS NULL THEN
        -- The same person in another window, a moment earlier.
        SELECT * INTO known FROM account a
        WHERE a.province = of_province AND a.id_type = of_id_type AND a.id_number = of_number FOR NO KEY UPDATE;
      ELSE
        PERFORM write_account_event('account_created', of_province, of_number, '{"archive": true}');
      END IF;
    END IF;
  END IF;
  IF known.digest IS DISTINCT FROM typed THEN
    RETURN;
  END IF;
  -- In the order of account_login_begin: two log-ins of one person at once wait for each other and never in a circle.
  UPDATE login_attempt t SET failures = greatest(0, t.failures - 1), blocked_until = NULL
  WHERE t.key = account_hash('address', of_address);
  DELETE FROM login_attempt t WHERE t.key = account_hash('person', of_province, of_id_type, of_number);
  -- Whoever has not come for a day is no longer counted.
  DELETE FROM login_attempt t WHERE t.key IN (
    SELECT o.key FROM login_attempt o WHERE o.last_at < clock_timestamp() - interval '1 day' LIMIT 100 FOR UPDATE SKIP LOCKED);
  name := known.name;
  expires_at := session_open(known, session_token);
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.account_login IS
  'Compares what was typed (scrypt with the salt of account_login_begin; the digests of older systems by scheme) and opens a session under the '
  'SHA-256 of its token. No row when it is wrong. Who has an archive and types its password gets an account in the same transaction. Intake, '
  'owner. RC403.';
GRANT EXECUTE ON FUNCTION review.account_login TO review_intake;
