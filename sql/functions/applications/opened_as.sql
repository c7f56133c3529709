CREATE OR REPLACE FUNCTION review.opened_as(a review.application, wanted_revision integer, whole boolean) RETURNS SETOF review.opened
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  one opened;
BEGIN
  FOR one IN
    SELECT a.number, s.revision, a.revision, effective_state(a.state, a.lease_expires_at), a.department_code, a.province, s.profile_version, s.channel,
      a.applicant_name, CASE WHEN lease.held THEN a.holder END, CASE WHEN lease.held THEN a.claimed_at END, CASE WHEN lease.held THEN a.lease_expires_at END,
      a.due_on, s.submitted_at, a.first_submitted_at, a.decided_at, a.decided_by,
      CASE WHEN whole THEN s.answers ELSE masked_answers(s.answers, coalesce(p.masked_fields, '{}')) END,
      NOT whole, s.content_hash, s.commitment, CASE WHEN whole THEN s.warnings ELSE masked_warnings(s.warnings) END,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('slot', f.slot, 'n', f.n, 'sha256', CASE WHEN whole THEN f.sha256 END,
         'fingerprint', left(encode(account_hash('file', f.sha256), 'hex'), 16), 'bytes', f.bytes, 'width', f.width, 'height', f.height,
         'kind', f.kind, 'original_name', CASE WHEN whole THEN f.original_name END) ORDER BY f.slot, f.n), '[]')
       FROM attachment f WHERE f.application_id = a.id AND f.revision = s.revision),
      (SELECT jsonb_build_object('revision', d.revision, 'decided_by', d.decided_by, 'decided_at', extract(epoch FROM d.decided_at), 'note', CASE WHEN whole THEN d.note ELSE masked_numbers(d.note) END,
         'reasons', CASE WHEN whole THEN reasons_of(d.id, s.answers) ELSE masked_reasons(reasons_of(d.id, s.answers)) END)
       FROM decision d WHERE d.application_id = a.id AND d.outcome = 'returned' AND d.revision > coalesce(former.revision, 0) ORDER BY d.id DESC LIMIT 1),
      former.revision, in_force(a)
    FROM submission s
    CROSS JOIN LATERAL (SELECT a.lease_expires_at > now() AS held) AS lease
    LEFT JOIN before_change former ON former.application_id = a.id AND former.revision < s.revision
    LEFT JOIN profile p ON p.province = a.province AND p.version = s.profile_version
    WHERE s.application_id = a.id AND s.revision = coalesce(wanted_revision, a.revision)
  LOOP
    RETURN NEXT one;
  END LOOP;
END
$$;
COMMENT ON FUNCTION review.opened_as IS 'Internal. A revision (the latest without one) whole, or with the profile''s masked fields masked, without hashes (which are paths) and names of files, without warnings that reckon with what is masked, and with whole numbers in remarks masked. Of a change (changes: the revision that was in force) only its own returns.';
