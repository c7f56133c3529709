CREATE OR REPLACE FUNCTION review.account_notify(what text, of_province text, person_name text, email text, phone text, text_ text, until timestamptz)
RETURNS bigint LANGUAGE sql SET search_path = pg_catalog, review, pg_temp AS $$
  INSERT INTO notification (event, channel, recipient, body, expires_at)
  VALUES (what, CASE WHEN email IS NOT NULL THEN 'email' ELSE 'sms' END, coalesce(email, phone),
    filled(text_, jsonb_build_object('name', person_name, 'system',
      (SELECT p.name FROM profile p WHERE p.province = of_province AND p.valid_from <= today() ORDER BY p.valid_from DESC LIMIT 1))), until)
  RETURNING id
$$;
COMMENT ON FUNCTION review.account_notify IS 'Internal. Writes a message about an account: by e-mail where there is an address, else to the phone.';
