CREATE OR REPLACE FUNCTION review.account_register(of_province text, of_id_type text, of_number text, document jsonb, new_salt bytea, new_digest bytea,
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
GRANT EXECUTE ON FUNCTION review.account_register TO review_intake;
