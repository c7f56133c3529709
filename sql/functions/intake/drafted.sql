CREATE OR REPLACE FUNCTION review.drafted(a review.application) RETURNS review.application_draft
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  is_open constant boolean := is_editable(a);
  -- What was saved while it was returned, and not sent, is no part of what the bureau has or has approved.
  answers jsonb := CASE WHEN is_open THEN a.draft END;
  agreed jsonb := a.commitment;
  files json;
BEGIN
  IF answers IS NULL THEN
    SELECT s.answers, CASE WHEN is_open THEN agreed ELSE s.commitment END INTO answers, agreed
    FROM submission s WHERE s.application_id = a.id AND s.revision = a.revision;
  END IF;
  IF is_open AND a.draft_begun THEN
    SELECT json_agg(f ORDER BY f.slot, f.n) INTO files
    FROM (
      SELECT d.slot, d.n, d.sha256, d.bytes, d.kind, d.facts, d.original_name, extract(epoch FROM d.added_at) AS added_at
      FROM draft_attachment d WHERE d.application_id = a.id) AS f;
  ELSE
    SELECT json_agg(f ORDER BY f.slot, f.n) INTO files
    FROM (
      SELECT t.slot, t.n, t.sha256, t.bytes, t.kind, d.facts, coalesce(t.original_name, d.original_name) AS original_name,
        extract(epoch FROM coalesce(d.added_at, a.submitted_at)) AS added_at
      FROM attachment t
      LEFT JOIN draft_attachment d ON a.draft_begun AND d.application_id = a.id AND (d.slot, d.n, d.sha256) = (t.slot, t.n, t.sha256)
      WHERE t.application_id = a.id AND t.revision = a.revision) AS f;
  END IF;
  RETURN (a.number, effective_state(a.state, a.lease_expires_at), a.revision, a.profile_version, a.channel, a.draft_version, a.answers_version,
    rows_shown(coalesce(answers, '{}')), coalesce(files, '[]'), agreed, a.department_code,
    coalesce(a.started_at, a.first_submitted_at, a.draft_saved_at), coalesce(a.draft_saved_at, a.submitted_at, a.started_at),
    a.changing OR is_change(a), in_force(a))::application_draft;
END
$$;
COMMENT ON FUNCTION review.drafted IS
  'Internal. The application as its applicant sees it: while it can be edited what was saved, else what was submitted last; every row of a list with its number. Times inside attachments are seconds since 1970.';
