CREATE OR REPLACE FUNCTION review.account_password(
  session_token bytea, typed bytea, new_salt bytea, new_digest bytea, scrypt_n integer, scrypt_r integer, scrypt_p integer)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('password');
  known account;
BEGIN
  SELECT a.* INTO known FROM account a JOIN account_session s ON s.account_id = a.id
  WHERE s.token = session_token AND s.expires_at > clock_timestamp() FOR NO KEY UPDATE OF a;
  IF known.digest IS DISTINCT FROM typed THEN
    -- Who has somebody's session guesses no more often than who has not.
    PERFORM attempt_begin(account_hash('person', known.province, known.id_type, known.id_number),
      10 * (SELECT s.free_failures FROM account_setting s), interval '1 minute') WHERE known.id IS NOT NULL;
    RETURN false;
  END IF;
  UPDATE account a SET salt = new_salt, digest = new_digest, scheme = NULL, scrypt_n = account_password.scrypt_n,
    scrypt_r = account_password.scrypt_r, scrypt_p = account_password.scrypt_p, password_changed_at = clock_timestamp()
  WHERE a.id = known.id;
  DELETE FROM account_session s WHERE s.account_id = known.id;
  PERFORM account_notify('password_changed', known.province, coalesce(known.confirmed_contact, known.email, known.phone),
    '您好！您的账号密码已修改。如非本人操作，请立即找回密码，并联系当地会计管理部门。【{system}】', NULL);
  PERFORM write_account_event('password_changed', known.province, known.id_number);
  RETURN true;
END
$$;
COMMENT ON FUNCTION review.account_password IS
  'Changes the password of a session''s account when the old one is right (hashed as account_login_begin says), and ends all its sessions. '
  'Intake, owner. RC403, RC429 too_many_requests.';
GRANT EXECUTE ON FUNCTION review.account_password TO review_intake;
