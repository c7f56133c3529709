CREATE OR REPLACE FUNCTION review.account_vouch(
  ticket bigint, typed_number text, document text, of_type text DEFAULT NULL, OUT code text, OUT expires_at timestamptz, OUT kind text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := actor('account_vouch', 'reviewer', 'manager');
  person constant record := counter_person(me, ticket, typed_number, of_type);
  shown constant text := stated_purpose(document, true, '{"action": "account_vouch"}');
  of_key constant bytea := account_hash('voucher', person.province, person.id_type, person.id_number);
  about constant application := person.about;
BEGIN
  PERFORM counter_turn(of_key);
  PERFORM still(me);
  kind := person.id_type;
  -- From the server's own strong randomness: 122 bits of it, of which ten digits are kept. A million wrong ones may be typed before it counts no
  -- more (code_take): one guess in ten thousand days, and nobody uses up the person's code in passing.
  code := lpad((('x' || substr(encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid(), 'UTF8')), 'hex'), 1, 13))::bit(52)::bigint
    % 10000000000)::text, 10, '0');
  expires_at := clock_timestamp() + interval '1 day';
  INSERT INTO reset_code AS known (key, person, code, expires_at)
  VALUES (of_key, of_key, account_hash('code', account_vouch.code), account_vouch.expires_at)
  ON CONFLICT (key) DO UPDATE SET code = excluded.code, expires_at = excluded.expires_at, tries = 0, tries_elsewhere = 0;
  IF about.id IS NULL THEN
    PERFORM write_staff_event(me, 'vouched', 'account', shown, jsonb_build_object('province', person.province, 'number', mask(person.id_number)));
  ELSE
    PERFORM write_event(me.name, 'vouched', about, shown, jsonb_build_object('number', mask(person.id_number)));
  END IF;
END
$$;
COMMENT ON FUNCTION review.account_vouch IS
  'The bureau has seen a person''s document: a code that lets one registration, or one new password, through for a day, whatever is known of the person. '
  'typed_number and of_type (code list id_type): as on the document; of_type may be missing where only one kind is known, or the number is a '
  'resident''s; document: what was seen, on record with who vouched. ticket: ''counter'', of that very number. '
  'kind: of which document the code is for. A second call replaces the first one''s code. Reviewer, manager. RC403, RC413 row_held, RC425 purpose_missing, RC426 ticket_missing, RC444 unknown_person, kind_missing.';
GRANT EXECUTE ON FUNCTION review.account_vouch TO review_reviewer, review_manager;
