CREATE OR REPLACE FUNCTION review.account_login_begin(of_province text, of_id_type text, of_number text, of_address text)
RETURNS TABLE (salt bytea, scrypt_n integer, scrypt_r integer, scrypt_p integer, scheme text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
#variable_conflict use_column
DECLARE
  me constant staff := intake_actor('login');
  cost account_setting;
  known account;
  old archive;
BEGIN
  SELECT * INTO cost FROM account_setting;
  known := account_of(of_province, of_id_type, of_number);
  PERFORM attempt_begin(account_hash('address', of_address), cost.free_failures_address, interval '30 seconds');
  PERFORM attempt_begin(account_hash('person', of_province, of_id_type, of_number, of_address), cost.free_failures, interval '12 minutes');
  old := CASE WHEN known.id IS NULL AND old_password_counts(of_province, of_id_type, of_number)
    THEN archive_of(of_province, of_id_type, of_number) END;
  RETURN QUERY SELECT
    coalesce(known.salt, substring(account_hash('salt', of_province, of_id_type, coalesce(old.match_key, of_number)) FOR 16)),
    coalesce(known.scrypt_n, old.scrypt_n, cost.scrypt_n), coalesce(known.scrypt_r, old.scrypt_r, cost.scrypt_r),
    coalesce(known.scrypt_p, old.scrypt_p, cost.scrypt_p), coalesce(known.scheme, old.password_scheme)::text;
END
$$;
COMMENT ON FUNCTION review.account_login_begin IS
  'The salt and cost with which a typed password is to be hashed, and the digest of an older system (hexadecimal) that is hashed in its place; for a '
  'person without an account made up, the same every time. Counts as a failure until account_login says otherwise: of the address, and of the person from '
  'this address. Intake, owner. RC403, RC429 too_many_requests.';
GRANT EXECUTE ON FUNCTION review.account_login_begin TO review_intake;
