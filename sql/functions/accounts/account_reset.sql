CREATE OR REPLACE FUNCTION review.account_reset(
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
GRANT EXECUTE ON FUNCTION review.account_reset TO review_intake;
