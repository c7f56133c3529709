CREATE OR REPLACE FUNCTION review.code_write(
  purpose text, of_province text, of_id_type text, of_number text, asked_from text, address text, new_code text, text_ text)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  of_person constant bytea := account_hash(purpose, of_province, of_id_type, of_number);
  of_key constant bytea := account_hash(purpose, of_province, of_id_type, of_number, asked_from);
  until constant timestamptz := clock_timestamp() + interval '10 minutes';
  message bigint;
BEGIN
  PERFORM code_forget(of_key);
  message := account_notify(CASE purpose WHEN 'reset' THEN 'password_code' ELSE 'contact_code' END, of_province, address,
    replace(text_, '{code}', new_code), until);
  INSERT INTO reset_code (key, person, code, expires_at, notification_id, address)
  VALUES (of_key, of_person, account_hash('code', new_code), until, message, address);
  -- What was never used goes after a day.
  PERFORM code_forget(o.key) FROM (
    SELECT c.key FROM reset_code c WHERE c.expires_at < clock_timestamp() - interval '1 day' LIMIT 20 FOR UPDATE SKIP LOCKED) AS o;
END
$$;
COMMENT ON FUNCTION review.code_write IS
  'Internal. A new code (valid 10 minutes, 5 tries) and the message with it, in place of the one that was asked for from there before; without an '
  'address the same is written, nothing is sent, and nobody can know it.';
