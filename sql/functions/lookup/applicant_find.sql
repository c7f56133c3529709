CREATE OR REPLACE FUNCTION review.applicant_find(ticket bigint, wanted text, narrowing jsonb DEFAULT '{}') RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := looker('lookup');
  question constant event := ticket_entry(ticket, 'asked');
  within constant jsonb := lookup_narrowing(narrowing);
  mine constant text[] := departments_of(me);
  bureaus text[] := mine;
  -- Of drafts, which are with no bureau yet, the helpdesk says that they are there.
  drafts_of text := (SELECT d.province FROM department d WHERE d.code = me.department_code AND me.role = 'helpdesk');
  r record;
  taken_for text;
  canonical text;
  before bigint;
  hits bigint[];
  total bigint;
  behind bigint;
  result jsonb;
  entry bigint;
BEGIN
  IF (question.detail ->> 'of', question.detail ->> 'within') IS DISTINCT FROM (encode(account_hash('lookup', coalesce(wanted, '')), 'hex'),
      CASE WHEN within <> '{}' THEN encode(account_hash('lookup within', within::text), 'hex') END) THEN
    PERFORM refuse('RC426', 'ticket_missing', '{"action": "lookup"}');
  END IF;
  -- Asked again after a broken connection, it may be searched again: not without end.
  IF (SELECT count(*) >= 5 FROM event e WHERE e.actor = me.name AND e.at >= question.at AND e.action = 'looked_up' AND e.detail -> 'of' = question.detail -> 'of') THEN
    PERFORM refuse('RC426', 'ticket_missing', '{"action": "lookup"}');
  END IF;
  r := lookup_reading(wanted);
  IF within ? 'department' THEN
    bureaus := ARRAY(SELECT d.code::text FROM department d WHERE d.code = ANY (mine) AND within ->> 'department' = ANY (d.ancestors::text[]));
    drafts_of := NULL;
  END IF;
  IF within ? 'after' THEN
    before := coalesce((SELECT t.id FROM application t
      WHERE t.number = within ->> 'after' AND (t.department_code = ANY (mine) OR t.department_code IS NULL AND t.province = drafts_of OR stands_with(t, mine))), 0);
  END IF;
  IF r.kind = 'number' AND NOT EXISTS (SELECT FROM applicant p WHERE p.id_number = ANY (r.documents)) THEN
    canonical := number_parse(r.number);
    SELECT array_agg(t.id), count(*), 0 INTO hits, total, behind FROM application t
    WHERE t.number = canonical AND (t.department_code = ANY (bureaus) OR t.department_code IS NULL AND t.province = drafts_of OR stands_with(t, bureaus));
  ELSE
    SELECT x.hits, x.total, x.behind, x.taken_for INTO hits, total, behind, taken_for
    FROM lookup_hits(r.phone, r.documents, r.name, btrim(wanted), within, bureaus, drafts_of, before) AS x;
  END IF;
  IF total = 0 AND r.kind = 'id_number' THEN
    taken_for := number_doubt(r.documents[3]);
  END IF;
  result := jsonb_strip_nulls(jsonb_build_object('ticket', 'lookup', 'of', question.detail -> 'of', 'narrowed', question.detail -> 'narrowed',
    'by', coalesce(taken_for, r.kind), 'found', total, 'shown', coalesce(cardinality(hits), 0), 'behind', behind));
  entry := write_staff_event(me, 'looked_up', NULL, question.purpose, result);
  -- Whom it found stands where nobody's EXPLAIN counts: this may still be taken back.
  INSERT INTO event_about (event_id, application_id) SELECT entry, h FROM unnest(hits) AS h;
  RETURN entry;
END
$$;
COMMENT ON FUNCTION review.applicant_find IS
  'Finds applications by number, whole name, phone or ID number, in whatever form they are written, for a committed ticket of kind lookup with this very '
  'text and narrowing, and enters whose they are, never the text: 20 of them, newest first, the next ones with {after}. narrowing: {birth_year, department, '
  'ends, after}, the first three with a whole name only. The entry, committed, opens applicant_found() and applicant_cards(). Reviewer (own department, '
  'also where a change of what it approved is with another one), '
  'manager (subtree), helpdesk (province, drafts too). RC403, RC405 mistyped_number, RC426 ticket_missing, RC430 unknown_department, RC460 bad_document.';
GRANT EXECUTE ON FUNCTION review.applicant_find TO review_reviewer, review_manager, review_helpdesk;
