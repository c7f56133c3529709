CREATE OR REPLACE FUNCTION review.audit(
  of_actor text DEFAULT NULL, of_action text DEFAULT NULL, of_number text DEFAULT NULL, first_day date DEFAULT NULL, last_day date DEFAULT NULL,
  before bigint DEFAULT NULL, at_most integer DEFAULT 1000)
RETURNS TABLE (id bigint, at timestamptz, actor text, action text, number text, revision integer, department_code text, subject text, purpose text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off
  SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  canonical constant text := CASE WHEN of_number IS NOT NULL THEN number_parse(of_number) END;
  since constant timestamptz := coalesce(midnight(first_day), '-infinity');
  until constant timestamptz := coalesce(midnight(last_day + 1), 'infinity');
  asked bigint[] := '{}';
BEGIN
  PERFORM viewer('audit', 'administrator');
  -- Who asked for the person, whatever became of the question.
  IF canonical IS NOT NULL THEN
    asked := ARRAY(SELECT q.id FROM event q WHERE q.action = 'asked' AND q.detail -> 'about' ?| ARRAY(
      SELECT jsonb_array_elements_text(asked_of(n.said)) FROM application t JOIN applicant p ON p.id = t.applicant_id
      LEFT JOIN LATERAL archive_of(p.province, p.id_type, p.id_number) AS old ON true
      CROSS JOIN LATERAL (VALUES (p.id_number), (old.match_key), (old.original_number), (t.number), (p.phone), (p.name)) AS n (said)
      WHERE t.number = canonical AND n.said <> ''));
  END IF;
  -- What may still be taken back has not happened: an entry is nobody's answer before it is committed.
  RETURN QUERY
    SELECT e.id, e.at, e.actor::text, e.action::text, a.number::text, e.revision, e.department_code::text, e.subject, e.purpose
    FROM event e LEFT JOIN application a ON a.id = e.application_id
    WHERE (of_actor IS NULL OR e.actor = of_actor) AND (of_action IS NULL OR e.action = of_action)
      AND (canonical IS NULL OR e.application_id = (SELECT t.id FROM application t WHERE t.number = canonical)
        OR e.id = ANY (ARRAY(SELECT l.event_id FROM event_about l JOIN application t ON t.id = l.application_id WHERE t.number = canonical))
        OR e.id = ANY (asked))
      AND e.at >= since AND e.at < until AND (before IS NULL OR e.id < before)
      AND e.recorded_in IS DISTINCT FROM pg_current_xact_id_if_assigned()
    ORDER BY e.id DESC LIMIT at_most;
END
$$;
COMMENT ON FUNCTION review.audit IS
  'Who did what when and why, newest first, without what was written about an application: of a login, an action, an application (with the questions for its number, '
  'and for the person''s number, also the one that an older system had, phone or name, also those that were taken back before they were answered), days; the next page is '
  'before the last row''s id. Administrator. RC403, RC405, RC428.';
GRANT EXECUTE ON FUNCTION review.audit TO review_admin;
