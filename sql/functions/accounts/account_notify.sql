CREATE OR REPLACE FUNCTION review.account_notify(what text, of_province text, address text, text_ text, until timestamptz)
RETURNS bigint LANGUAGE sql SET search_path = pg_catalog, review, pg_temp AS $$
  INSERT INTO notification (event, channel, recipient, body, expires_at, state, next_attempt_at)
  VALUES (what, CASE WHEN address LIKE '%@%' THEN 'email' ELSE 'sms' END, address,
    CASE WHEN address IS NULL THEN '（没有可用的联系方式）' ELSE filled(text_, jsonb_build_object('system',
      (SELECT p.name FROM profile p WHERE p.province = of_province AND p.valid_from <= today() ORDER BY p.valid_from DESC LIMIT 1))) END,
    until, CASE WHEN address IS NULL THEN 'failed' ELSE 'pending' END, CASE WHEN address IS NULL THEN NULL ELSE clock_timestamp() END)
  RETURNING id
$$;
COMMENT ON FUNCTION review.account_notify IS
  'Internal. Writes a message about an account, to an e-mail address or a phone, and names nobody: whose the address is, nobody may have looked at. Without one it is written as failed, so that the work is the same.';
