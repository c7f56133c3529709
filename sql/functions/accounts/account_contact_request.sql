CREATE OR REPLACE FUNCTION review.account_contact_request(session_token bytea, of_address text, new_code text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('contact');
  known account;
BEGIN
  SELECT a.* INTO known FROM account a JOIN account_session s ON s.account_id = a.id WHERE s.token = session_token;
  PERFORM account_still(known.province, known.id_type, known.id_number, session_token);
  IF coalesce(known.email, known.phone) IS NULL THEN
    RETURN false;
  END IF;
  PERFORM code_turn('contact', known.province, known.id_type, known.id_number, of_address);
  PERFORM code_write('contact', known.province, known.id_type, known.id_number, 'session', coalesce(known.email, known.phone), new_code,
    '您好！您正在确认联系方式，验证码：{code}，10分钟内有效，请勿告诉任何人。如非本人操作，请忽略本消息。【{system}】');
  RETURN true;
END
$$;
COMMENT ON FUNCTION review.account_contact_request IS
  'Sends a code to the address of a session''s account, which counts for resets once the code came back; false where it has none. Intake, owner. RC403 session_over, RC429 too_many_requests.';
GRANT EXECUTE ON FUNCTION review.account_contact_request TO review_intake;
