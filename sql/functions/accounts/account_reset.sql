CREATE OR REPLACE FUNCTION review.account_reset(
  of_province text, of_id_type text, of_number text, typed_code text, new_salt bytea, new_digest bytea,
  scrypt_n integer, scrypt_r integer, scrypt_p integer, email_fields text[], phone_fields text[], of_address text, made_of_known boolean DEFAULT false)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('reset');
  contact constant record := known_contact(of_province, of_id_type, of_number, email_fields, phone_fields);
  sent constant reset_code := code_take(account_hash('reset', of_province, of_id_type, of_number),
    account_hash('reset', of_province, of_id_type, of_number, of_address), typed_code, 5);
  shown constant reset_code := CASE WHEN sent.key IS NULL THEN code_take(account_hash('voucher', of_province, of_id_type, of_number), '', typed_code, 1000000) END;
  known account := account_of(of_province, of_id_type, of_number);
  before constant text := coalesce(contact.address, known.email, known.phone);
BEGIN
  -- A code that went to another address than the one that counts now proves nothing: something of the person has turned up meanwhile.
  IF shown.key IS NULL AND (sent.key IS NULL OR known.id IS NULL AND sent.address IS DISTINCT FROM contact.address) THEN
    RETURN false;
  END IF;
  -- Told to nobody but who has proved to be that person; the code is still good.
  IF made_of_known THEN
    PERFORM refuse('RC465', 'weak_password');
  END IF;
  IF known.id IS NULL OR shown.key IS NOT NULL THEN
    -- What stands in an account says nothing about whose it is; the bureau, or the address of before, does.
    known.province := of_province;
    known.id_type := of_id_type;
    known.id_number := of_number;
    known.name := CASE WHEN shown.key IS NULL THEN coalesce(known.name, contact.name) ELSE coalesce((archive_of(of_province, of_id_type, of_number)).name,
      (SELECT p.name FROM applicant p JOIN application t ON t.applicant_id = p.id
       WHERE p.province = of_province AND p.id_type = of_id_type AND p.id_number = of_number AND is_approved(t) LIMIT 1)) END;
    known.email := CASE WHEN sent.address LIKE '%@%' THEN sent.address END;
    known.phone := CASE WHEN sent.address NOT LIKE '%@%' THEN sent.address END;
    known.salt := new_salt;
    known.digest := new_digest;
    known.scheme := NULL;
    known.scrypt_n := account_reset.scrypt_n;
    known.scrypt_r := account_reset.scrypt_r;
    known.scrypt_p := account_reset.scrypt_p;
    known.confirmed_contact := sent.address;
    known := account_put(known, CASE WHEN shown.key IS NULL THEN 'code' ELSE 'vouched' END);
  ELSE
    UPDATE account a SET salt = new_salt, digest = new_digest, scheme = NULL, scrypt_n = account_reset.scrypt_n,
      scrypt_r = account_reset.scrypt_r, scrypt_p = account_reset.scrypt_p, password_changed_at = clock_timestamp()
    WHERE a.id = known.id RETURNING a.* INTO known;
    DELETE FROM account_session s WHERE s.account_id = known.id;
  END IF;
  IF shown.key IS NULL THEN
    PERFORM account_notify('password_changed', of_province, coalesce(known.confirmed_contact, known.email, known.phone),
      '您好！您的账号密码已重新设置。如非本人操作，请立即找回密码，并联系当地会计管理部门。【{system}】', NULL);
  ELSE
    PERFORM account_told_before(of_province, before);
  END IF;
  PERFORM attempt_forgive(known, of_number, of_address);
  PERFORM write_account_event('password_reset', of_province, of_number);
  RETURN true;
END
$$;
COMMENT ON FUNCTION review.account_reset IS
  'Sets a new password for whoever knows the code that was sent, or that a bureau gave (account_vouch), ends all sessions of the account, and tells its '
  'holder, or the address of before where a bureau vouched; false when the code is wrong, used, too old or tried too often. Who has none gets an account. made_of_known: the new password is made of what is known of the person (account_words), which is refused once the code is right, and the code '
  'goes on counting. Intake, owner. RC403, RC465 weak_password.';
GRANT EXECUTE ON FUNCTION review.account_reset TO review_intake;
