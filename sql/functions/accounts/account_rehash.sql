CREATE OR REPLACE FUNCTION review.account_rehash(
  session_token bytea, typed bytea, new_salt bytea, new_digest bytea, scrypt_n integer, scrypt_r integer, scrypt_p integer)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('password');
BEGIN
  UPDATE account a SET salt = new_salt, digest = new_digest, scheme = NULL, scrypt_n = account_rehash.scrypt_n, scrypt_r = account_rehash.scrypt_r,
    scrypt_p = account_rehash.scrypt_p
  FROM account_session s WHERE s.account_id = a.id AND s.token = session_token AND a.scheme IS NOT NULL AND a.digest = typed;
  RETURN FOUND;
END
$$;
COMMENT ON FUNCTION review.account_rehash IS
  'The same password in today''s form, in place of the digest of an older system that account_login has just found right. False when it was replaced '
  'already. Intake, owner. RC403.';
GRANT EXECUTE ON FUNCTION review.account_rehash TO review_intake;
