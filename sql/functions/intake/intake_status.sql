CREATE OR REPLACE FUNCTION review.intake_status(of_province text, of_id_type text, of_id_number text, session bytea DEFAULT NULL) RETURNS SETOF review.application_status
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp
  SET standard_conforming_strings = on SET client_min_messages = notice SET debug_print_parse = off SET debug_print_rewritten = off SET debug_print_plan = off AS $$
DECLARE
  me constant staff := intake_actor('status');
  a constant application := own_application(of_province, of_id_type, of_id_number);
  d decision;
BEGIN
  PERFORM session_reads(of_province, of_id_type, of_id_number, session);
  IF a.id IS NULL THEN
    RETURN;
  END IF;
  IF a.state IN ('approved', 'returned', 'draft') THEN
    -- The one that stands: of what is approved its approval, whatever became of changes since.
    SELECT x.* INTO d FROM decision x
    WHERE x.application_id = a.id AND (a.state <> 'approved' OR x.revision = a.revision AND x.outcome = 'approved') ORDER BY x.id DESC LIMIT 1;
  END IF;
  RETURN QUERY SELECT
    a.number::text, effective_state(a.state, a.lease_expires_at), a.revision, a.profile_version::text, a.channel, a.department_code::text,
    (SELECT b.full_name FROM department b WHERE b.code = a.department_code), a.submitted_at, a.due_on,
    coalesce(a.state IN ('submitted', 'in_review') AND a.due_on < today(), false),
    CASE WHEN d.id IS NOT NULL THEN jsonb_build_object(
      'outcome', d.outcome, 'decided_at', extract(epoch FROM d.decided_at), 'revision', d.revision, 'note', d.note,
      'reasons', reasons_of(d.id, CASE WHEN a.state IN ('draft', 'returned') THEN answers_of(a) ELSE
        (SELECT s.answers FROM submission s WHERE s.application_id = a.id AND s.revision = a.revision) END)) END,
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('event', n.event, 'channel', n.channel, 'recipient', mask(n.recipient), 'state', n.state,
          'body', n.body, 'created_at', extract(epoch FROM n.created_at), 'delivered_at', extract(epoch FROM n.delivered_at)) ORDER BY n.id DESC)
      FROM (SELECT * FROM notification x WHERE x.application_id = a.id ORDER BY x.id DESC LIMIT 50) AS n), '[]'),
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('at', extract(epoch FROM e.at), 'action', e.action, 'revision', nullif(e.revision, 0)) ORDER BY e.id)
      FROM event e WHERE e.application_id = a.id
        AND e.action IN ('started', 'submitted', 'withdrawn', 'approved', 'returned', 'transferred', 'reopened',
          'change_begun', 'change_given_up')), '[]'),
    a.changing OR is_change(a), in_force(a);
END
$$;
COMMENT ON FUNCTION review.intake_status IS
  'Where the person''s latest application is: state, bureau, due date, the decision that stands with its reasons (a row by where it is now), messages, what happened; no '
  'names of staff. No row without an application. session: SHA-256 of a local account''s token. Intake, administrator, owner. RC403 (session_over).';
GRANT EXECUTE ON FUNCTION review.intake_status TO review_intake;
