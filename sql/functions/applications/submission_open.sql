CREATE OR REPLACE FUNCTION review.submission_open(
  application_number text, wanted_revision integer DEFAULT NULL, purpose text DEFAULT NULL, unmask boolean DEFAULT false)
RETURNS SETOF review.opened LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  me constant staff := actor('open', 'reviewer', 'manager');
  a constant application := visible(application_number, me);
  reason constant text := nullif(btrim(purpose), '');
  s submission;
  held boolean;
BEGIN
  SELECT * INTO s FROM submission x WHERE x.application_id = a.id AND x.revision = coalesce(wanted_revision, a.revision);
  IF NOT FOUND THEN
    PERFORM refuse('RC404', 'not_found', jsonb_build_object('number', a.number, 'revision', wanted_revision));
  END IF;
  IF unmask AND reason IS NULL THEN
    PERFORM refuse('RC425', 'purpose_missing', jsonb_build_object('number', a.number));
  END IF;
  PERFORM write_event(me.name, CASE WHEN unmask THEN 'unmasked' ELSE 'opened' END, a, reason, of_revision => s.revision);
  held := a.lease_expires_at > now();
  RETURN NEXT (
    a.number, s.revision, a.revision, effective_state(a.state, a.lease_expires_at), a.department_code, a.province, s.profile_version, s.channel,
    a.applicant_name, CASE WHEN held THEN a.holder END, CASE WHEN held THEN a.claimed_at END, CASE WHEN held THEN a.lease_expires_at END,
    a.due_on, s.submitted_at, a.first_submitted_at, a.decided_at, a.decided_by,
    CASE WHEN unmask THEN s.answers ELSE masked_answers(s.answers, coalesce(
      (SELECT p.masked_fields FROM profile p WHERE p.province = a.province AND p.version = s.profile_version), '{}')) END,
    NOT unmask, s.content_hash, s.commitment, s.warnings)::opened;
END
$$;
COMMENT ON FUNCTION review.submission_open IS
  'A submission whole (the latest without revision), with the content hash that a decision must name; the profile''s masked fields masked, unless '
  'unmask with a purpose. Recorded as opened or unmasked. Reviewer, manager. RC403, RC404, RC405, RC425 purpose_missing.';
GRANT EXECUTE ON FUNCTION review.submission_open TO review_reviewer, review_manager;
