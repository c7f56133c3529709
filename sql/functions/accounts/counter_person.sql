CREATE OR REPLACE FUNCTION review.counter_person(
  me review.staff, ticket bigint, typed_number text, OUT province text, OUT id_type text, OUT id_number text, OUT about review.application)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  entry constant event := ticket_entry(ticket, 'lookup');
  of_number constant text := upper(btrim(normalize(typed_number, NFKC)));
  person applicant;
  old archive;
BEGIN
  -- Asked is whoever was looked up, by that very number: one committed look-up answers for one person.
  IF entry.detail ->> 'of' IS DISTINCT FROM encode(account_hash('lookup', coalesce(typed_number, '')), 'hex') THEN
    PERFORM refuse('RC426', 'ticket_missing', '{"action": "lookup"}');
  END IF;
  SELECT d.province INTO province FROM department d WHERE d.code = me.department_code;
  SELECT p.* INTO person FROM applicant p WHERE p.province = counter_person.province AND p.id_number = of_number ORDER BY p.id_type LIMIT 1;
  SELECT a.* INTO old FROM archive a WHERE a.province = counter_person.province AND (a.match_key = of_number OR a.original_number = of_number)
  ORDER BY a.id_type LIMIT 1;
  id_type := coalesce(person.id_type, old.id_type,
    (SELECT a.id_type FROM account a WHERE a.province = counter_person.province AND a.id_number = of_number ORDER BY a.id_type LIMIT 1), '01');
  id_number := coalesce(person.id_number, old.match_key, of_number);
  SELECT a.* INTO about FROM application a WHERE a.applicant_id = person.id ORDER BY a.id DESC LIMIT 1;
  -- Whose application is with a bureau is vouched for by that bureau, and looked up there.
  IF coalesce(id_number, '') = '' OR about.department_code IS NOT NULL AND NOT (about.department_code = ANY (departments_of(me))
      AND (about.id IS NOT DISTINCT FROM entry.application_id OR EXISTS (SELECT FROM event_about l WHERE l.event_id = entry.id AND l.application_id = about.id))) THEN
    PERFORM refuse('RC444', 'unknown_person');
  END IF;
END
$$;
COMMENT ON FUNCTION review.counter_person IS
  'Internal. The person who stands at the counter, by the number on the document: the one whom the caller''s ticket of a look-up found, or one of whom '
  'no bureau has anything. RC444 unknown_person for whoever belongs to another bureau or was not looked up, RC426 ticket_missing.';
