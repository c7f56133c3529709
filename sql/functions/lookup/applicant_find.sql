CREATE OR REPLACE FUNCTION review.applicant_find(ticket bigint, wanted text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := looker('lookup');
  question constant event := ticket_entry(ticket, 'asked');
  mine constant text[] := departments_of(me);
  plain constant text := btrim(normalize(coalesce(wanted, ''), NFKC));
  kind text;
  hits bigint[];
  a application;
  entry bigint;
BEGIN
  IF question.detail ->> 'of' IS DISTINCT FROM encode(account_hash('lookup', coalesce(wanted, '')), 'hex') THEN
    PERFORM refuse('RC426', 'ticket_missing', '{"action": "lookup"}');
  END IF;
  IF plain ~* '^[A-Z]{2}[ -]?[0-9]{2}[ -]?[0-9]{6,}[ -]?[0-9A-Z]$' AND EXISTS (SELECT FROM profile p WHERE p.number_letters = upper(left(plain, 2))) THEN
    kind := 'number';
    SELECT array_agg(t.id) INTO hits FROM application t WHERE t.number = number_parse(plain) AND t.department_code = ANY (mine);
  ELSIF plain ~ '^1[0-9]{10}$' THEN
    kind := 'phone';
    SELECT array_agg(t.id) INTO hits FROM applicant p JOIN application t ON t.applicant_id = p.id
    WHERE p.phone = plain AND t.department_code = ANY (mine);
  ELSIF plain ~ '[0-9]{5}' THEN
    kind := 'id_number';
    SELECT array_agg(t.id) INTO hits FROM applicant p JOIN application t ON t.applicant_id = p.id
    WHERE p.id_number IN (plain, upper(plain)) AND t.department_code = ANY (mine);
    IF hits IS NULL THEN
      SELECT array_agg(t.id) INTO hits FROM applicant p JOIN application t ON t.applicant_id = p.id
      WHERE p.phone = plain AND t.department_code = ANY (mine);
    END IF;
  ELSIF length(folded(plain)) >= 2 THEN
    kind := 'name';
    SELECT array_agg(x.id) INTO hits FROM (
      SELECT t.id FROM applicant p JOIN application t ON t.applicant_id = p.id
      WHERE p.folded_name = folded(plain) AND t.department_code = ANY (mine) ORDER BY t.id DESC LIMIT 20) AS x;
  ELSE
    kind := 'too_short';
  END IF;
  hits := ARRAY(SELECT h FROM unnest(hits) AS h ORDER BY h DESC LIMIT 20);
  SELECT * INTO a FROM application t WHERE t.id = hits[1];
  IF a.id IS NULL THEN
    entry := write_staff_event(me, 'looked_up', NULL, question.purpose, jsonb_build_object('ticket', 'lookup', 'of', question.detail -> 'of', 'by', kind, 'found', 0));
  ELSE
    entry := write_event(me.name, 'looked_up', a, question.purpose, jsonb_build_object('ticket', 'lookup', 'of', question.detail -> 'of', 'by', kind, 'found', cardinality(hits)));
    INSERT INTO event_about (event_id, application_id) SELECT entry, h FROM unnest(hits[2:]) AS h;
  END IF;
  RETURN entry;
END
$$;
COMMENT ON FUNCTION review.applicant_find IS
  'Finds at most 20 applications by number, whole name, phone or ID number for a committed ticket of kind lookup with this very text, and enters whose '
  'they are, never the text. The entry, committed, opens applicant_cards(). Reviewer (own department), manager (subtree), helpdesk (province). RC403, '
  'RC405 mistyped_number, RC426 ticket_missing.';
GRANT EXECUTE ON FUNCTION review.applicant_find TO review_reviewer, review_manager, review_helpdesk;
