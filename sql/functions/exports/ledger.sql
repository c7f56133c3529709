-- LANGUAGE sql: in a select list it hands out row by row, where FROM and PL/pgSQL would keep a million of them first.
CREATE OR REPLACE FUNCTION review.ledger() RETURNS TABLE (
  id bigint, number text, province text, department_code text, state text, revision integer, channel text, applicant_name text,
  first_submitted_at timestamptz, submitted_at timestamptz, due_on date, decided_at timestamptz, decided_by text, warnings integer,
  holder text, answers jsonb, last_return jsonb, review_days integer, late boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
  (SELECT a.id, a.number, a.province, a.department_code, effective_state(a.state, a.lease_expires_at), a.revision, a.channel,
    CASE WHEN o.unmasked THEN a.applicant_name ELSE mask_name(a.applicant_name) END, a.first_submitted_at, a.submitted_at, a.due_on,
    a.decided_at, a.decided_by, a.warnings, CASE WHEN a.lease_expires_at > now() THEN a.holder END,
    CASE WHEN o.unmasked THEN a.answers ELSE masked_answers(a.answers, a.hidden) END, back.words, took.days, took.late
  -- Ids are put in order before anything wide is read, and then one after the other is.
  FROM (
    SELECT t.id, e.unmasked FROM export_open() AS e CROSS JOIN application t
    WHERE e.id IS NOT NULL AND within_export(t, e)
      AND t.department_code = ANY ((SELECT bureaus_below(my_departments(), (export_open()).of_department))::text[])
    ORDER BY t.id OFFSET 0) AS o
  CROSS JOIN LATERAL (
    SELECT t.*, s.answers, p.masked_fields || p.export_hidden_fields AS hidden, p.settings
    FROM application t
    JOIN submission s ON s.application_id = t.id AND s.revision = t.revision
    JOIN profile p ON p.province = t.province AND p.version = s.profile_version
    WHERE t.id = o.id OFFSET 0) AS a
  CROSS JOIN LATERAL review_took(a.id, a.revision, a.decided_at, a.due_on) AS took
  LEFT JOIN LATERAL return_in_words(a.id, a.revision, a.settings, o.unmasked) AS back ON true
  ORDER BY o.id)
  UNION ALL
  SELECT f.id, f.number, f.province, f.department_code, f.state, f.revision, f.channel,
    CASE WHEN e.unmasked THEN f.applicant_name ELSE mask_name(f.applicant_name) END, f.first_submitted_at, f.submitted_at, f.due_on,
    f.decided_at, f.decided_by, f.warnings, NULL,
    CASE WHEN e.unmasked THEN s.answers ELSE masked_answers(s.answers, p.masked_fields || p.export_hidden_fields) END,
    back.words, took.days, took.late
  FROM export_open() AS e
  CROSS JOIN LATERAL in_force_beside((SELECT bureaus_below(my_departments(), (export_open()).of_department))) AS f
  JOIN submission s ON s.application_id = f.id AND s.revision = f.revision
  JOIN profile p ON p.province = f.province AND p.version = s.profile_version
  CROSS JOIN LATERAL review_took(f.id, f.revision, f.decided_at, f.due_on) AS took
  LEFT JOIN LATERAL return_in_words(f.id, f.revision, p.settings, e.unmasked) AS back ON true
  WHERE e.id IS NOT NULL AND within_export(f, e)
$$;
COMMENT ON FUNCTION review.ledger IS
  'The latest submission of each application of one''s bureaus and within its limits, in the order of their ids, then what is in force of those whose change is under way, for the export that the transaction reads '
  'for (export_open()): no row without one. Names and answers as the profile masks them in exports, whole only for an export begun unmasked. '
  'last_return: the latest return in words (return_in_words); review_days, late: as the report on turnaround counts them (review_took). '
  'Reviewer, manager. RC403, RC428.';
GRANT EXECUTE ON FUNCTION review.ledger TO review_reviewer, review_manager;
