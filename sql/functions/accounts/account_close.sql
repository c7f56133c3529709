CREATE OR REPLACE FUNCTION review.account_close(ticket bigint, typed_number text, reason text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := actor('account_close', 'reviewer', 'manager');
  person constant record := counter_person(me, ticket, typed_number);
  why constant text := stated_purpose(reason, true, '{"action": "account_close"}');
  about constant application := person.about;
  id_types text[];
  was_there boolean;
BEGIN
  -- Under whatever kind of document: somebody may have taken another one for the same number.
  WITH gone AS (
    DELETE FROM account a WHERE a.province = person.province AND a.id_number = person.id_number RETURNING a.id_type),
  kinds AS (
    SELECT person.id_type UNION SELECT g.id_type FROM gone g
    UNION SELECT p.id_type FROM applicant p WHERE p.province = person.province AND p.id_number = person.id_number),
  closing AS (
    INSERT INTO account_closing AS known (province, id_type, id_number, closed_at)
    SELECT person.province, k.id_type, person.id_number, clock_timestamp() FROM kinds k
    ON CONFLICT (province, id_type, id_number) DO UPDATE SET closed_at = excluded.closed_at)
  SELECT array_agg(k.id_type), EXISTS (SELECT FROM gone) INTO id_types, was_there FROM kinds k;
  PERFORM code_forget(account_hash(purpose, person.province, of_type, person.id_number))
  FROM unnest(id_types) AS of_type, unnest(ARRAY['reset', 'contact']) AS purpose;
  PERFORM code_forget(account_hash('voucher', person.province, person.id_number));
  IF about.id IS NULL THEN
    PERFORM write_deed(me, 'account_closed', 'account', why,
      jsonb_build_object('province', person.province, 'number', mask(person.id_number), 'was_there', was_there));
  ELSE
    PERFORM write_event(me.name, 'account_closed', about, why, jsonb_build_object('number', mask(person.id_number), 'was_there', was_there));
  END IF;
  RETURN was_there;
END
$$;
COMMENT ON FUNCTION review.account_close IS
  'Closes a person''s account: its sessions end, its codes count no more, and the addresses in what was submitted until now get none. The application '
  'stays. The person comes back by the archive''s old password, the archive''s address, or account_vouch. False where there was no account. Reviewer, '
  'manager. RC403, RC425 purpose_missing, RC426 ticket_missing, RC444 unknown_person.';
GRANT EXECUTE ON FUNCTION review.account_close TO review_reviewer, review_manager;
