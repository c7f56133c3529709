CREATE OR REPLACE FUNCTION review.counter_person(
  me review.staff, ticket bigint, typed_number text, of_type text, OUT province text, OUT id_type text, OUT id_number text, OUT about review.application)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  entry constant event := ticket_entry(ticket, 'counter');
  plain constant text := regexp_replace(normalize(typed_number, NFKC), '[\s\u00AD\u200B-\u200F\u2060\uFEFF]', '', 'g');
  -- As the form has it: numbers of documents without a rule of their own keep their letters.
  document constant record := document_of(of_type, CASE WHEN of_type IN ('09', '99') THEN plain ELSE upper(plain) END);
  of_number text := document.id_number;
  person applicant;
  kinds text[];
  old archive;
BEGIN
  -- One committed question answers for one person, by that very number.
  IF entry.detail ->> 'of' IS DISTINCT FROM encode(account_hash('lookup', coalesce(typed_number, '')), 'hex') THEN
    PERFORM refuse('RC426', 'ticket_missing', '{"action": "counter"}');
  END IF;
  SELECT d.province INTO province FROM department d WHERE d.code = me.department_code;
  -- An account of which nobody has proved whose it is says nothing about the document.
  SELECT array_agg(DISTINCT k.id_type ORDER BY k.id_type) INTO kinds FROM (
    SELECT p.id_type FROM applicant p WHERE p.province = counter_person.province AND p.id_number IN (plain, of_number)
    UNION ALL SELECT a.id_type FROM archive a WHERE a.province = counter_person.province AND (a.match_key IN (plain, of_number) OR a.original_number IN (upper(plain), of_number))
    UNION ALL SELECT a.id_type FROM account a WHERE a.province = counter_person.province AND a.id_number IN (plain, of_number) AND a.proof IS NOT NULL) AS k;
  id_type := CASE WHEN document.id_type IS NOT NULL THEN document.id_type WHEN cardinality(kinds) = 1 THEN kinds[1]
    WHEN kinds IS NULL AND of_number ~ '^[0-9]{17}[0-9X]$' THEN '01' END;
  IF coalesce(id_type !~ '^[0-9]{2}$', true) THEN
    PERFORM refuse('RC444', 'kind_missing', jsonb_build_object('kinds', array_to_string(kinds, ' ')));
  END IF;
  of_number := CASE WHEN id_type IN ('09', '99') THEN plain ELSE of_number END;
  old := archive_of(province, id_type, of_number);
  SELECT p.* INTO person FROM applicant p
  WHERE p.province = counter_person.province AND p.id_type = counter_person.id_type AND p.id_number IN (of_number, old.match_key)
  ORDER BY p.id_number = of_number DESC LIMIT 1;
  id_number := coalesce(person.id_number, old.match_key, of_number);
  SELECT a.* INTO about FROM application a WHERE a.applicant_id = person.id ORDER BY a.id DESC LIMIT 1;
  -- Whose application is with a bureau is vouched for by that bureau.
  IF coalesce(id_number, '') = '' OR about.department_code IS NOT NULL AND NOT about.department_code = ANY (departments_of(me)) THEN
    PERFORM refuse('RC444', 'unknown_person');
  END IF;
END
$$;
COMMENT ON FUNCTION review.counter_person IS
  'Internal. The person who stands at the counter, by the number on the document, for which the caller''s ticket was asked.'
  ' RC444 unknown_person for whoever belongs to another bureau, kind_missing {kinds} where several kinds of '
  'document have that number, or nobody knows which it is; RC426 ticket_missing.';
