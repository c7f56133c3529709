CREATE OR REPLACE FUNCTION review.account_contact_confirm(session_token bytea, typed_code text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('contact');
  known account;
  sent reset_code;
BEGIN
  SELECT a.* INTO known FROM account a JOIN account_session s ON s.account_id = a.id WHERE s.token = session_token;
  IF known.id IS NOT NULL THEN
    PERFORM account_still(known.province, known.id_type, known.id_number, session_token);
    sent := code_take(account_hash('contact', known.province, known.id_type, known.id_number), account_hash('contact', known.province,
      known.id_type, known.id_number, 'session'), typed_code, 5);
  END IF;
  IF sent.key IS NULL THEN
    RETURN false;
  END IF;
  UPDATE account a SET confirmed_contact = sent.address WHERE a.id = known.id;
  PERFORM write_account_event('contact_confirmed', known.province, known.id_number);
  RETURN true;
END
$$;
COMMENT ON FUNCTION review.account_contact_confirm IS
  'The code that was sent to the account''s address has come back: from now on codes for a new password go there. False when it is wrong. Intake, owner. RC403, session_over.';
GRANT EXECUTE ON FUNCTION review.account_contact_confirm TO review_intake;
