CREATE OR REPLACE FUNCTION review.account_turn(what text, of_address text) RETURNS TABLE (scrypt_n integer, scrypt_r integer, scrypt_p integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
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
GRANT EXECUTE ON FUNCTION review.account_turn TO review_intake;
