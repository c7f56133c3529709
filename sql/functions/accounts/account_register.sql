CREATE OR REPLACE FUNCTION review.account_register(of_province text, of_id_type text, of_number text, document jsonb, new_salt bytea, new_digest bytea,
  scrypt_n integer, scrypt_r integer, scrypt_p integer, of_address text, new_code text, email_fields text[], phone_fields text[])
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('register');
  is_known boolean := person_known(of_province, of_id_type, of_number)
    OR EXISTS (SELECT FROM account a WHERE a.province = of_province AND a.id_type = of_id_type AND a.id_number = of_number);
  contact constant record := known_contact(of_province, of_id_type, of_number, email_fields, phone_fields);
  email constant text := nullif(document ->> 'email', '');
  phone constant text := nullif(document ->> 'phone', '');
  had constant account := account_of(of_province, of_id_type, of_number);
  before constant text := coalesce(contact.address, had.email, had.phone);
  made account;
BEGIN
  made.province := of_province;
  made.id_type := of_id_type;
  made.id_number := of_number;
  made.name := document ->> 'name';
  made.email := email;
  made.phone := phone;
  made.salt := new_salt;
  made.digest := new_digest;
  made.scrypt_n := account_register.scrypt_n;
  made.scrypt_r := account_register.scrypt_r;
  made.scrypt_p := account_register.scrypt_p;
  IF document ->> 'code' IS NOT NULL THEN
    IF (code_take(account_hash('voucher', of_province, of_id_type, of_number), '', document ->> 'code', 1000000)).key IS NULL THEN
      RETURN 'wrong_code';
    ELSIF document @> '{"made_of_known": true}' THEN
      PERFORM refuse('RC465', 'weak_password');
    END IF;
    made := account_put(made, 'vouched');
    -- Whoever guessed before keeps nobody out who has just been let in.
    PERFORM attempt_forgive(made, of_number, of_address);
    PERFORM account_told_before(of_province, before);
    RETURN 'made';
  END IF;
  PERFORM code_turn('register', of_province, of_id_type, of_number, of_address);
  IF NOT is_known THEN
    INSERT INTO account (province, id_type, id_number, name, email, phone, salt, digest, scrypt_n, scrypt_r, scrypt_p)
    VALUES (of_province, of_id_type, of_number, made.name, email, phone, new_salt, new_digest, made.scrypt_n, made.scrypt_r, made.scrypt_p)
    ON CONFLICT DO NOTHING;
    is_known := NOT FOUND;
  END IF;
  PERFORM write_account_event(CASE WHEN is_known THEN 'registration_refused' ELSE 'account_created' END, of_province, of_number);
  PERFORM code_write(CASE WHEN is_known THEN 'reset' ELSE 'contact' END, of_province, of_id_type, of_number,
    CASE WHEN is_known THEN of_address ELSE 'session' END, CASE WHEN is_known THEN contact.address ELSE coalesce(email, phone) END, new_code,
    CASE WHEN is_known
      THEN '您好！有人用您的证件号码注册账号。如是您本人，请在“找回密码”中用验证码{code}设置密码，10分钟内有效，请勿告诉任何人；如非本人操作，请忽略本消息。【{system}】'
      ELSE '您好！您正在注册账号，登录后用验证码{code}确认这个联系方式，10分钟内有效。如非本人操作，请忽略本消息。【{system}】' END);
  RETURN CASE WHEN is_known THEN 'known' ELSE 'made' END;
END
$$;
COMMENT ON FUNCTION review.account_register IS
  'Registers with {name, email, phone, code, made_of_known}: ''made'' for who is new here, with a code to confirm the address. ''known'' for who has an account, an '
  'application or an archive: no account is made, and a code goes to the address that the person had before. With the code of a bureau that has seen the '
  'person''s document (account_vouch) ''made'' whoever it is, else ''wrong_code''; made_of_known then as of account_reset. The endpoint tells nobody ''made'' from ''known''. Intake, owner. RC403, '
  'RC429 too_many_requests, RC465 weak_password.';
GRANT EXECUTE ON FUNCTION review.account_register TO review_intake;
