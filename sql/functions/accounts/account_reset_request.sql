CREATE OR REPLACE FUNCTION review.account_reset_request(
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
  INSERT INTO reset_code (key, code, expires_at, notification_id) VALUES (of_key, account_hash('code', new_code), until, message);
  -- What was never used goes after a day.
  PERFORM code_forget(o.key) FROM (
    SELECT c.key FROM reset_code c WHERE c.expires_at < clock_timestamp() - interval '1 day' LIMIT 20 FOR UPDATE SKIP LOCKED) AS o;
END
$$;
COMMENT ON FUNCTION review.account_reset_request IS
  'Puts a message with a code (valid 10 minutes, 5 tries, one at a time, 5 an hour) into the outbox for whoever has an account or an archive with an '
  'address; for others it does the same work and sends nothing. Intake, owner. RC403, RC429 too_many_requests.';
GRANT EXECUTE ON FUNCTION review.account_reset_request TO review_intake;
