CREATE OR REPLACE FUNCTION review.applicant_lookup(wanted text, purpose text) RETURNS SETOF review.card
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('lookup', 'reviewer', 'manager', 'helpdesk');
  mine constant text[] := departments_of(me);
  reason constant text := nullif(btrim(purpose), '');
  plain constant text := btrim(normalize(coalesce(wanted, ''), NFKC));
  kind text;
  found_ids bigint[];
  a application;
BEGIN
  IF reason IS NULL THEN
    PERFORM refuse('RC425', 'purpose_missing', '{"action": "lookup"}');
  END IF;
  IF plain ~* '^[A-Z]{2}[ -]?[0-9]{2}[ -]?[0-9]{6,}[ -]?[0-9A-Z]$' THEN
    kind := 'number';
    SELECT array_agg(t.id) INTO found_ids FROM application t WHERE t.number = number_parse(plain) AND t.department_code = ANY (mine);
  ELSIF plain ~ '^1[0-9]{10}$' THEN
    kind := 'phone';
    SELECT array_agg(t.id) INTO found_ids FROM applicant p JOIN application t ON t.applicant_id = p.id
    WHERE p.phone = plain AND t.department_code = ANY (mine);
  ELSIF plain ~ '[0-9]{5}' THEN
    kind := 'id_number';
    SELECT array_agg(t.id) INTO found_ids FROM applicant p JOIN application t ON t.applicant_id = p.id
    WHERE p.id_number IN (plain, upper(plain)) AND t.department_code = ANY (mine);
    IF found_ids IS NULL THEN
      SELECT array_agg(t.id) INTO found_ids FROM applicant p JOIN application t ON t.applicant_id = p.id
      WHERE p.phone = plain AND t.department_code = ANY (mine);
    END IF;
  ELSIF length(plain) >= 2 THEN
    kind := 'name';
    SELECT array_agg(x.id) INTO found_ids FROM (
      SELECT t.id FROM applicant p JOIN application t ON t.applicant_id = p.id
      WHERE p.name = plain AND t.department_code = ANY (mine) ORDER BY t.id DESC LIMIT 20) AS x;
  ELSE
    kind := 'too_short';
  END IF;
  FOR a IN SELECT * FROM application t WHERE t.id = ANY (found_ids) ORDER BY t.id DESC LIMIT 20 LOOP
    PERFORM write_event(me.name, 'looked_up', a, reason, jsonb_build_object('by', kind));
    RETURN NEXT card_of(a);
  END LOOP;
  IF found_ids IS NULL THEN
    PERFORM write_deed(me, 'looked_up', NULL, reason, jsonb_build_object('by', kind, 'found', 0));
  END IF;
END
$$;
COMMENT ON FUNCTION review.applicant_lookup IS
  'Cards of at most 20 applications by number, whole name, phone or ID number, newest first; ID number and phone masked. Recorded as looked_up '
  'with the purpose and the kind of search, never the searched text. Reviewer (own department), manager (subtree), helpdesk (province). '
  'RC403, RC405 mistyped_number, RC425 purpose_missing.';
GRANT EXECUTE ON FUNCTION review.applicant_lookup TO review_reviewer, review_manager, review_helpdesk;
