CREATE OR REPLACE FUNCTION review.account_reset_request(
  of_province text, of_id_type text, of_number text, of_address text, new_code text, email_fields text[], phone_fields text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('reset');
  contact constant record := known_contact(of_province, of_id_type, of_number, email_fields, phone_fields);
  may_send boolean;
BEGIN
  PERFORM turn_take(account_hash('reset address', of_address), 30);
  may_send := code_turn('reset', of_province, of_id_type, of_number, of_address);
  PERFORM code_write('reset', of_province, of_id_type, of_number, of_address, CASE WHEN may_send THEN contact.address END, new_code,
    '您好！您正在找回密码，验证码：{code}，10分钟内有效，请勿告诉任何人。如非本人操作，请忽略本消息。【{system}】');
END
$$;
COMMENT ON FUNCTION review.account_reset_request IS
  'Puts a message with a code (valid 10 minutes, 5 tries, one an address that asks) into the outbox for whoever can be reached (known_contact); for '
  'others it does the same work and sends nothing. Intake, owner. RC403, RC429 too_many_requests.';
GRANT EXECUTE ON FUNCTION review.account_reset_request TO review_intake;
