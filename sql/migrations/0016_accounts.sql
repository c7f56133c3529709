-- Accounts of provinces that vouch for their applicants themselves: register, log in, change and reset a password, and people with an
-- archive, who log in with their old password.
--
-- A stored digest never leaves: the endpoint asks for the salt, computes scrypt, and the comparison is made here. Whether an account
-- exists shows in no answer: who has none gets a salt that is made up, but the same every time, and fails like a wrong password.

ALTER TABLE review.event DROP CONSTRAINT event_action_check;
ALTER TABLE review.event ADD CONSTRAINT event_action_check CHECK (action IN (
  'submitted', 'withdrawn', 'claimed', 'taken_over', 'released', 'lease_expired', 'approved', 'returned', 'transferred',
  'reopened', 'noted', 'opened', 'unmasked', 'looked_up', 'notifications_read', 'resent', 'exported',
  'staff_added', 'staff_disabled', 'staff_enabled', 'password_changed', 'imported', 'started',
  'account_created', 'password_reset'));

CREATE TABLE review.account_setting (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  secret bytea NOT NULL CHECK (octet_length(secret) = 32),
  scrypt_n integer NOT NULL DEFAULT 16384 CHECK (scrypt_n >= 2 AND scrypt_n & (scrypt_n - 1) = 0),
  scrypt_r integer NOT NULL DEFAULT 8 CHECK (scrypt_r BETWEEN 1 AND 32),
  scrypt_p integer NOT NULL DEFAULT 5 CHECK (scrypt_p BETWEEN 1 AND 16),
  session_hours integer NOT NULL DEFAULT 12 CHECK (session_hours BETWEEN 1 AND 24),
  free_failures integer NOT NULL DEFAULT 5 CHECK (free_failures > 0),
  free_failures_address integer NOT NULL DEFAULT 20 CHECK (free_failures_address > 0),
  CHECK (128::bigint * scrypt_n * scrypt_r <= 33554432)
);
COMMENT ON TABLE review.account_setting IS
  'One row: the secret of made-up salts and hashed keys, and the cost of new passwords (OWASP: scrypt N=2^14, r=8, p=5, 16 MiB). No grant reaches it.';
INSERT INTO review.account_setting (secret)
VALUES (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid() || gen_random_uuid(), 'UTF8')));

CREATE TABLE review.account (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  province review.key NOT NULL,
  id_type review.key NOT NULL,
  id_number review.key NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  email text,
  phone text,
  salt bytea NOT NULL CHECK (octet_length(salt) = 16),
  digest bytea NOT NULL CHECK (octet_length(digest) = 32),
  scrypt_n integer NOT NULL,
  scrypt_r integer NOT NULL,
  scrypt_p integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  password_changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (province, id_type, id_number)
);
COMMENT ON TABLE review.account IS 'Who may log in with a password. No one but the owner reads it.';
COMMENT ON COLUMN review.account.digest IS 'scrypt of the password with salt and the parameters beside it; only ever compared.';

CREATE TABLE review.account_session (
  token bytea PRIMARY KEY CHECK (octet_length(token) = 32),
  account_id bigint NOT NULL REFERENCES review.account ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE review.account_session IS 'Open sessions by the SHA-256 of their token; ended by logging out and by any change of the password.';
CREATE INDEX account_session_account ON review.account_session (account_id);

CREATE TABLE review.login_attempt (
  key bytea PRIMARY KEY,
  failures integer NOT NULL,
  began_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  blocked_until timestamptz
);
COMMENT ON TABLE review.login_attempt IS
  'What is counted of persons and addresses, whether an account exists or not; the key is a hash that only this database can make.';
CREATE INDEX login_attempt_last ON review.login_attempt (last_at);

CREATE TABLE review.reset_code (
  key bytea PRIMARY KEY,
  code bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  notification_id bigint REFERENCES review.notification
);
COMMENT ON TABLE review.reset_code IS
  'The one live code of a person, hashed; also for persons whom nobody knows (without a message), so that they look the same.';
CREATE INDEX reset_code_expiry ON review.reset_code (expires_at);

-- Messages about an account belong to no application and no bureau: no policy lets staff see them.
ALTER TABLE review.notification ALTER COLUMN application_id DROP NOT NULL, ALTER COLUMN department_code DROP NOT NULL,
  DROP CONSTRAINT notification_event_check;
ALTER TABLE review.notification
  ADD COLUMN expires_at timestamptz,
  ADD CONSTRAINT notification_event_check CHECK (
    event IN ('approved', 'returned', 'transferred', 'reopened', 'password_code', 'password_changed')),
  ADD CONSTRAINT notification_about CHECK (
    (application_id IS NULL) = (event IN ('password_code', 'password_changed'))
    AND (application_id IS NULL) = (department_code IS NULL));
COMMENT ON COLUMN review.notification.application_id IS 'Null for messages about an account, which no staff may see.';
COMMENT ON COLUMN review.notification.expires_at IS 'After this it is not worth delivering; null = always worth it.';

ALTER TABLE review.account_setting ENABLE ROW LEVEL SECURITY;  -- and no policy: nobody but the owner
ALTER TABLE review.account ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.account_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.login_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE review.reset_code ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION review.account_hash(VARIADIC parts text[]) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT sha256(s.secret || sha256(s.secret || convert_to(array_to_json(parts)::text, 'UTF8'))) FROM account_setting s
$$;
COMMENT ON FUNCTION review.account_hash IS 'Internal. A hash of texts that nobody can make who does not know this database''s secret.';

CREATE FUNCTION review.attempt_begin(of_key bytea, free integer, forgiven_after interval) RETURNS void
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

CREATE FUNCTION review.turn_take(of_key bytea, most integer) RETURNS void
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

CREATE FUNCTION review.write_account_event(what text, of_province text, of_number text, detail jsonb DEFAULT '{}') RETURNS void
LANGUAGE sql SET search_path = pg_catalog, review, pg_temp AS $$
  INSERT INTO event (actor, action, subject, detail)
  VALUES ('applicant', what, 'account', jsonb_build_object('province', of_province, 'number', mask(of_number)) || detail)
$$;
COMMENT ON FUNCTION review.write_account_event IS 'Internal. Writes the audit entry of a deed about an account; the number masked.';

CREATE FUNCTION review.legacy_settings(of_province text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT p.settings -> 'legacy' FROM profile p
  WHERE p.province = of_province AND p.valid_from <= today() AND coalesce(p.valid_to >= today(), true)
  ORDER BY p.valid_from DESC LIMIT 1
$$;
COMMENT ON FUNCTION review.legacy_settings IS 'Internal. What the form of today says of archives; null where it takes none.';

CREATE FUNCTION review.account_turn(what text, of_address text) RETURNS TABLE (scrypt_n integer, scrypt_r integer, scrypt_p integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('account');
BEGIN
  PERFORM turn_take(account_hash('turn', what, of_address), CASE what WHEN 'register' THEN 60 ELSE 120 END);
  RETURN QUERY SELECT s.scrypt_n, s.scrypt_r, s.scrypt_p FROM account_setting s;
END
$$;
COMMENT ON FUNCTION review.account_turn IS
  'Counts something that costs work (register, reset) for the address, and says what a new password costs. Intake, owner. '
  'RC403, RC429 too_many_requests.';

CREATE FUNCTION review.account_login_begin(of_province text, of_id_type text, of_number text, of_address text)
RETURNS TABLE (salt bytea, scrypt_n integer, scrypt_r integer, scrypt_p integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('login');
  cost account_setting;
BEGIN
  SELECT * INTO cost FROM account_setting;
  PERFORM attempt_begin(account_hash('address', of_address), cost.free_failures_address, interval '30 seconds');
  PERFORM attempt_begin(account_hash('person', of_province, of_id_type, of_number), cost.free_failures, interval '12 minutes');
  RETURN QUERY
    SELECT coalesce(a.salt, substring(account_hash('salt', of_province, of_id_type, of_number) FOR 16)),
           coalesce(a.scrypt_n, cost.scrypt_n), coalesce(a.scrypt_r, cost.scrypt_r), coalesce(a.scrypt_p, cost.scrypt_p)
    FROM (SELECT) AS nobody
    LEFT JOIN account a ON a.province = of_province AND a.id_type = of_id_type AND a.id_number = of_number;
END
$$;
COMMENT ON FUNCTION review.account_login_begin IS
  'The salt and cost with which a typed password is to be hashed; for a person without an account made up, the same every time. Counts as a '
  'failure until account_login says otherwise. Intake, owner. RC403, RC429 too_many_requests.';

CREATE FUNCTION review.session_open(who review.account, of_token bytea) RETURNS timestamptz
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  until timestamptz;
BEGIN
  DELETE FROM account_session s WHERE s.account_id = who.id AND s.expires_at <= clock_timestamp();
  INSERT INTO account_session (token, account_id, expires_at)
  SELECT of_token, who.id, clock_timestamp() + s.session_hours * interval '1 hour' FROM account_setting s
  RETURNING expires_at INTO until;
  RETURN until;
END
$$;
COMMENT ON FUNCTION review.session_open IS 'Internal. Opens a session and forgets those of the account that are over.';

CREATE FUNCTION review.account_login(
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

CREATE FUNCTION review.account_session_find(session_token bytea)
RETURNS TABLE (province text, id_type text, id_number text, name text, email text, phone text, expires_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('session');
BEGIN
  RETURN QUERY
    SELECT a.province::text, a.id_type::text, a.id_number::text, a.name, a.email, a.phone, s.expires_at
    FROM account_session s JOIN account a ON a.id = s.account_id
    WHERE s.token = session_token AND s.expires_at > clock_timestamp();
END
$$;
COMMENT ON FUNCTION review.account_session_find IS 'Whose session it is; no row when it is over. Intake, owner. RC403.';

CREATE FUNCTION review.account_session_end(session_token bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('session');
BEGIN
  DELETE FROM account_session s WHERE s.token = session_token;
  RETURN FOUND;
END
$$;
COMMENT ON FUNCTION review.account_session_end IS 'Logs out. Intake, owner. RC403.';

CREATE FUNCTION review.account_register(of_province text, of_id_type text, of_number text, document jsonb, new_salt bytea, new_digest bytea,
  scrypt_n integer, scrypt_r integer, scrypt_p integer, contact_fields text[])
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('register');
  old constant archive := archive_of(of_province, of_id_type, of_number);
BEGIN
  -- Who has an archive is known already. Somebody else who knows the number must not get at it by registering, unless nothing but the
  -- name is left to tell who it is.
  IF old.match_key IS NOT NULL AND (old.password_hash IS NOT NULL OR old.name IS DISTINCT FROM (document ->> 'name')
      OR EXISTS (SELECT FROM unnest(contact_fields) AS f WHERE nullif(old.answers ->> f, '') IS NOT NULL)) THEN
    RETURN false;
  END IF;
  INSERT INTO account (province, id_type, id_number, name, email, phone, salt, digest, scrypt_n, scrypt_r, scrypt_p)
  VALUES (of_province, of_id_type, of_number, document ->> 'name', nullif(document ->> 'email', ''), nullif(document ->> 'phone', ''),
    new_salt, new_digest, account_register.scrypt_n, account_register.scrypt_r, account_register.scrypt_p)
  ON CONFLICT DO NOTHING;
  IF FOUND THEN
    PERFORM write_account_event('account_created', of_province, of_number);
  END IF;
  RETURN FOUND;
END
$$;
COMMENT ON FUNCTION review.account_register IS
  'Makes an account from {name, email, phone}, unless the person has one, or an archive with a way in. Whether it did is for tests; the endpoint '
  'tells nobody. Intake, owner. RC403.';

CREATE FUNCTION review.account_notify(what text, of_province text, person_name text, email text, phone text, text_ text, until timestamptz)
RETURNS bigint LANGUAGE sql SET search_path = pg_catalog, review, pg_temp AS $$
  INSERT INTO notification (event, channel, recipient, body, expires_at)
  VALUES (what, CASE WHEN email IS NOT NULL THEN 'email' ELSE 'sms' END, coalesce(email, phone),
    filled(text_, jsonb_build_object('name', person_name, 'system',
      (SELECT p.name FROM profile p WHERE p.province = of_province AND p.valid_from <= today() ORDER BY p.valid_from DESC LIMIT 1))), until)
  RETURNING id
$$;
COMMENT ON FUNCTION review.account_notify IS 'Internal. Writes a message about an account: by e-mail where there is an address, else to the phone.';

CREATE FUNCTION review.code_forget(of_key bytea) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, review, pg_temp AS $$
  UPDATE notification n SET body = '（已失效）', next_attempt_at = NULL,
    state = CASE WHEN n.state IN ('pending', 'sending') THEN 'failed' ELSE n.state END
  FROM reset_code c WHERE c.key = of_key AND n.id = c.notification_id;
  DELETE FROM reset_code c WHERE c.key = of_key;
$$;
COMMENT ON FUNCTION review.code_forget IS 'Internal. A code that counts no more, and its message without it.';

CREATE FUNCTION review.account_reset_request(
  of_province text, of_id_type text, of_number text, of_address text, new_code text, email_fields text[], phone_fields text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('reset');
  of_key constant bytea := account_hash('reset', of_province, of_id_type, of_number);
  until constant timestamptz := clock_timestamp() + interval '10 minutes';
  known account;
  old archive;
  person_name text;
  email text;
  phone text;
  message bigint;
BEGIN
  PERFORM turn_take(account_hash('reset address', of_address), 30);
  PERFORM turn_take(of_key, 5);
  SELECT * INTO known FROM account a WHERE a.province = of_province AND a.id_type = of_id_type AND a.id_number = of_number;
  old := archive_of(of_province, of_id_type, of_number);
  IF known.id IS NOT NULL THEN
    person_name := known.name;
    email := known.email;
    phone := known.phone;
  ELSIF old.match_key IS NOT NULL THEN
    person_name := old.name;
    SELECT nullif(old.answers ->> f.id, '') INTO email FROM unnest(email_fields) WITH ORDINALITY AS f (id, n)
    WHERE nullif(old.answers ->> f.id, '') IS NOT NULL ORDER BY f.n LIMIT 1;
    SELECT nullif(old.answers ->> f.id, '') INTO phone FROM unnest(phone_fields) WITH ORDINALITY AS f (id, n)
    WHERE nullif(old.answers ->> f.id, '') IS NOT NULL ORDER BY f.n LIMIT 1;
  END IF;
  PERFORM code_forget(of_key);
  IF email IS NOT NULL OR phone IS NOT NULL THEN
    message := account_notify('password_code', of_province, person_name, email, phone,
      '{name}，您好！您正在找回密码，验证码：' || new_code || '，10分钟内有效，请勿告诉任何人。如非本人操作，请忽略本消息。【{system}】', until);
  END IF;
  INSERT INTO reset_code (key, code, expires_at, notification_id) VALUES (of_key, account_hash('code', new_code), until, message)
  ON CONFLICT (key) DO UPDATE SET code = excluded.code, expires_at = excluded.expires_at, tries = 0, notification_id = excluded.notification_id;
  -- What was never used goes after a day.
  PERFORM code_forget(o.key) FROM (
    SELECT c.key FROM reset_code c WHERE c.expires_at < clock_timestamp() - interval '1 day' LIMIT 20 FOR UPDATE SKIP LOCKED) AS o;
END
$$;
COMMENT ON FUNCTION review.account_reset_request IS
  'Puts a message with a code (valid 10 minutes, 5 tries, one at a time, 5 an hour) into the outbox for whoever has an account or an archive with an '
  'address; for others it does the same work and sends nothing. Intake, owner. RC403, RC429 too_many_requests.';

CREATE FUNCTION review.account_reset(
  of_province text, of_id_type text, of_number text, typed_code text, new_salt bytea, new_digest bytea,
  scrypt_n integer, scrypt_r integer, scrypt_p integer, email_fields text[], phone_fields text[])
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('reset');
  of_key constant bytea := account_hash('reset', of_province, of_id_type, of_number);
  live reset_code;
  known account;
  old archive;
BEGIN
  SELECT * INTO live FROM reset_code c WHERE c.key = of_key FOR UPDATE;
  IF live.key IS NULL OR live.expires_at <= clock_timestamp() OR live.tries >= 5 THEN
    RETURN false;
  ELSIF live.code <> account_hash('code', typed_code) OR live.notification_id IS NULL THEN
    UPDATE reset_code c SET tries = c.tries + 1 WHERE c.key = of_key;
    RETURN false;
  END IF;
  UPDATE account a SET salt = new_salt, digest = new_digest, scrypt_n = account_reset.scrypt_n, scrypt_r = account_reset.scrypt_r,
    scrypt_p = account_reset.scrypt_p, password_changed_at = clock_timestamp()
  WHERE a.province = of_province AND a.id_type = of_id_type AND a.id_number = of_number RETURNING a.* INTO known;
  IF known.id IS NULL THEN
    old := archive_of(of_province, of_id_type, of_number);
    INSERT INTO account (province, id_type, id_number, name, email, phone, salt, digest, scrypt_n, scrypt_r, scrypt_p)
    VALUES (of_province, of_id_type, of_number, coalesce(old.name, '—'),
      (SELECT nullif(old.answers ->> f.id, '') FROM unnest(email_fields) WITH ORDINALITY AS f (id, n)
       WHERE nullif(old.answers ->> f.id, '') IS NOT NULL ORDER BY f.n LIMIT 1),
      (SELECT nullif(old.answers ->> f.id, '') FROM unnest(phone_fields) WITH ORDINALITY AS f (id, n)
       WHERE nullif(old.answers ->> f.id, '') IS NOT NULL ORDER BY f.n LIMIT 1),
      new_salt, new_digest, account_reset.scrypt_n, account_reset.scrypt_r, account_reset.scrypt_p)
    RETURNING * INTO known;
    PERFORM write_account_event('account_created', of_province, of_number, '{"archive": true}');
  END IF;
  PERFORM code_forget(of_key);
  DELETE FROM account_session s WHERE s.account_id = known.id;
  DELETE FROM login_attempt t WHERE t.key = account_hash('person', of_province, of_id_type, of_number);
  PERFORM account_notify('password_changed', of_province, known.name, known.email, known.phone,
    '{name}，您好！您的账号密码已重新设置。如非本人操作，请立即找回密码，并联系当地会计管理部门。【{system}】', NULL);
  PERFORM write_account_event('password_reset', of_province, of_number);
  RETURN true;
END
$$;
COMMENT ON FUNCTION review.account_reset IS
  'Sets a new password for whoever knows the code, ends all sessions of the account, and tells its holder; false when the code is wrong, used, too old '
  'or tried too often. Who has only an archive gets an account. Intake, owner. RC403.';

CREATE FUNCTION review.account_password(
  session_token bytea, typed bytea, new_salt bytea, new_digest bytea, scrypt_n integer, scrypt_r integer, scrypt_p integer)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := intake_actor('password');
  known account;
BEGIN
  SELECT a.* INTO known FROM account a JOIN account_session s ON s.account_id = a.id
  WHERE s.token = session_token AND s.expires_at > clock_timestamp() FOR NO KEY UPDATE OF a;
  IF known.digest IS DISTINCT FROM typed THEN
    RETURN false;
  END IF;
  UPDATE account a SET salt = new_salt, digest = new_digest, scrypt_n = account_password.scrypt_n, scrypt_r = account_password.scrypt_r,
    scrypt_p = account_password.scrypt_p, password_changed_at = clock_timestamp()
  WHERE a.id = known.id;
  DELETE FROM account_session s WHERE s.account_id = known.id;
  DELETE FROM login_attempt t WHERE t.key = account_hash('person', known.province, known.id_type, known.id_number);
  PERFORM account_notify('password_changed', known.province, known.name, known.email, known.phone,
    '{name}，您好！您的账号密码已修改。如非本人操作，请立即找回密码，并联系当地会计管理部门。【{system}】', NULL);
  PERFORM write_account_event('password_changed', known.province, known.id_number);
  RETURN true;
END
$$;
COMMENT ON FUNCTION review.account_password IS
  'Changes the password of a session''s account when the old one is right (scrypt with the salt of account_login_begin), and ends all its sessions. '
  'Intake, owner. RC403.';

REVOKE ALL ON TABLE review.account_setting, review.account, review.account_session, review.login_attempt, review.reset_code FROM PUBLIC;
REVOKE ALL ON FUNCTION review.account_hash(text[]), review.attempt_begin(bytea, integer, interval), review.turn_take(bytea, integer),
  review.write_account_event(text, text, text, jsonb), review.legacy_settings(text), review.session_open(review.account, bytea),
  review.account_notify(text, text, text, text, text, text, timestamptz), review.code_forget(bytea),
  review.account_turn(text, text), review.account_login_begin(text, text, text, text),
  review.account_login(text, text, text, text, bytea, jsonb, bytea, text[], text[]), review.account_session_find(bytea),
  review.account_session_end(bytea),
  review.account_register(text, text, text, jsonb, bytea, bytea, integer, integer, integer, text[]),
  review.account_reset_request(text, text, text, text, text, text[], text[]),
  review.account_reset(text, text, text, text, bytea, bytea, integer, integer, integer, text[], text[]),
  review.account_password(bytea, bytea, bytea, bytea, integer, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review.account_turn(text, text), review.account_login_begin(text, text, text, text),
  review.account_login(text, text, text, text, bytea, jsonb, bytea, text[], text[]), review.account_session_find(bytea),
  review.account_session_end(bytea),
  review.account_register(text, text, text, jsonb, bytea, bytea, integer, integer, integer, text[]),
  review.account_reset_request(text, text, text, text, text, text[], text[]),
  review.account_reset(text, text, text, text, bytea, bytea, integer, integer, integer, text[], text[]),
  review.account_password(bytea, bytea, bytea, bytea, integer, integer, integer)
  TO review_intake;
