CREATE OR REPLACE FUNCTION review.account_close(ticket bigint, typed_number text, reason text, of_type text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := actor('account_close', 'reviewer', 'manager');
  person constant record := counter_person(me, ticket, typed_number, of_type);
  why constant text := stated_purpose(reason, true, '{"action": "account_close"}');
  about constant application := person.about;
  was_there boolean;
BEGIN
  PERFORM counter_turn(account_hash('voucher', person.province, person.id_type, person.id_number));
  PERFORM still(me);
  was_there := account_forgotten(person.province, person.id_type, person.id_number);
  PERFORM code_forget(account_hash(purpose, person.province, person.id_type, person.id_number)) FROM unnest(ARRAY['reset', 'contact', 'voucher']) AS purpose;
  INSERT INTO account_closing AS known (province, id_type, id_number, closed_at)
  VALUES (person.province, person.id_type, person.id_number, clock_timestamp())
  ON CONFLICT (province, id_type, id_number) DO UPDATE SET closed_at = excluded.closed_at;
  IF about.id IS NULL THEN
    PERFORM write_staff_event(me, 'account_closed', 'account', why,
      jsonb_build_object('province', person.province, 'number', mask(person.id_number), 'was_there', was_there));
  ELSE
    PERFORM write_event(me.name, 'account_closed', about, why, jsonb_build_object('number', mask(person.id_number), 'was_there', was_there));
  END IF;
  RETURN was_there;
END
$$;
COMMENT ON FUNCTION review.account_close IS
  'Closes a person''s account: its sessions end, its codes and an archive''s old password count no more, and the addresses in what was submitted until now get none. The application '
  'stays. The person comes back by the archive''s address or account_vouch. False where there was no account. Reviewer, '
  'manager. RC403, RC413 row_held, RC425 purpose_missing, RC426 ticket_missing, RC444 unknown_person, kind_missing.';
GRANT EXECUTE ON FUNCTION review.account_close TO review_reviewer, review_manager;
