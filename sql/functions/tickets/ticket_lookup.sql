CREATE OR REPLACE FUNCTION review.ticket_lookup(me review.staff, arguments jsonb) RETURNS review.ticket_answer
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  mine constant text[] := departments_of(me);
  reason constant text := stated_purpose(arguments ->> 'purpose', true, '{"action": "lookup"}');
  plain constant text := btrim(normalize(coalesce(arguments ->> 'text', ''), NFKC));
  kind text;
  hits bigint[];
  a application;
  entry bigint;
BEGIN
  IF plain ~* '^[A-Z]{2}[ -]?[0-9]{2}[ -]?[0-9]{6,}[ -]?[0-9A-Z]$' THEN
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
    entry := write_deed(me, 'looked_up', NULL, reason, jsonb_build_object('ticket', 'lookup', 'by', kind, 'found', 0));
  ELSE
    entry := write_event(me.name, 'looked_up', a, reason, jsonb_build_object('ticket', 'lookup', 'by', kind, 'found', cardinality(hits)));
    INSERT INTO event_about (event_id, application_id) SELECT entry, h FROM unnest(hits[2:]) AS h;
  END IF;
  RETURN (entry, NULL, NULL)::ticket_answer;
END
$$;
COMMENT ON FUNCTION review.ticket_lookup IS
  'Internal. Finds at most 20 applications by number, whole name, phone or ID number, and enters whose they are, never the searched text. One entry '
  'whether something is found or not, so that a look taken back tells nothing.';
