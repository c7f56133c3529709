CREATE OR REPLACE FUNCTION review.account_login(
  of_province text, of_id_type text, of_number text, of_address text, typed bytea, legacy_digests jsonb, session_token bytea,
  email_fields text[], phone_fields text[])
RETURNS TABLE (name text, expires_at timestamptz, is_legacy boolean, contact_confirmed boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('login');
  contact constant record := known_contact(of_province, of_id_type, of_number, email_fields, phone_fields);
  known account;
  old archive;
  shown text;
BEGIN
  known := account_of(of_province, of_id_type, of_number);
  -- Only who knows the password waits for the account, and reads it again: a wrong one leaves nothing behind, whether it is there or not.
  IF known.digest = typed THEN
    PERFORM account_waited_for(of_province, of_id_type, of_number);
    known := account_of(of_province, of_id_type, of_number);
  END IF;
  old := archive_of(of_province, of_id_type, of_number);
  -- An archive taken in by an older program holds the digest as it was; what was typed comes hashed once more either way.
  shown := CASE WHEN old.scrypt_n IS NULL THEN lower(legacy_digests ->> old.password_scheme) ELSE encode(typed, 'hex') END;
  IF known.id IS NULL AND old_password_counts(of_province, of_id_type, of_number) AND old.password_hash = shown THEN
    -- Of several first log-ins at once one makes the account, and the others find it.
    PERFORM FROM archive a WHERE (a.province, a.id_type, a.match_key) = (old.province, old.id_type, old.match_key) FOR NO KEY UPDATE;
    known := account_of(of_province, of_id_type, of_number);
    old := archive_of(of_province, of_id_type, of_number);
    IF known.id IS NULL AND old.password_hash = shown THEN
      known.province := of_province;
      known.id_type := of_id_type;
      known.id_number := of_number;
      known.name := old.name;
      known.email := first_contact(old.answers, email_fields, '{}');
      known.phone := first_contact(old.answers, '{}', phone_fields);
      known.salt := substring(account_hash('salt', of_province, of_id_type, old.match_key) FOR 16);
      known.digest := typed;
      known.scheme := old.password_scheme;
      SELECT coalesce(old.scrypt_n, s.scrypt_n), coalesce(old.scrypt_r, s.scrypt_r), coalesce(old.scrypt_p, s.scrypt_p)
        INTO known.scrypt_n, known.scrypt_r, known.scrypt_p FROM account_setting s;
      known.confirmed_contact := contact.address;
      known := account_put(known, 'archive_password');
      UPDATE archive a SET password_hash = NULL, password_scheme = NULL, scrypt_n = NULL, scrypt_r = NULL, scrypt_p = NULL
      WHERE (a.province, a.id_type, a.match_key) = (old.province, old.id_type, old.match_key);
    END IF;
  END IF;
  -- Guesses from everywhere at once slow whoever comes from somewhere new; never the owner where the owner has logged in before. Who is wrong there
  -- is told what others are told, or the answer would say that there is an account, and from where it was used.
  IF known.digest IS DISTINCT FROM typed OR NOT EXISTS (
      SELECT FROM account_place p WHERE p.account_id = known.id AND p.place = account_hash('place', of_address)) THEN
    PERFORM attempt_begin(account_hash('person', of_province, of_id_type, of_number), 10 * (SELECT s.free_failures FROM account_setting s), interval '1 minute');
  END IF;
  IF known.digest IS DISTINCT FROM typed THEN
    RETURN;
  END IF;
  PERFORM attempt_forgive(known, of_number, of_address);
  name := known.name;
  expires_at := session_open(known, session_token);
  is_legacy := known.scheme IS NOT NULL;
  contact_confirmed := known.confirmed_contact IS NOT NULL;
  RETURN NEXT;
END
$$;
COMMENT ON FUNCTION review.account_login IS
  'Compares what was typed, hashed as account_login_begin says, and opens a session under the SHA-256 of its token. No row when it is wrong. Who has an '
  'archive and types its password gets an account in the same transaction. is_legacy: the digest of an older system is inside, and account_rehash() '
  'should replace it. Intake, owner. RC403, RC429 too_many_requests where too many were wrong, from everywhere together.';
GRANT EXECUTE ON FUNCTION review.account_login TO review_intake;
