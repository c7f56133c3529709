CREATE OR REPLACE FUNCTION review.change_sent(a review.application, at timestamptz) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, review, pg_temp AS $$
  INSERT INTO before_change AS b (application_id, revision, department_code, approved_at, changed_at, approved_row)
  SELECT a.id, a.revision, a.department_code, a.approved_at, change_sent.at,
    to_jsonb(a) - '{draft,commitment}'::text[]
      || jsonb_build_object('changing', false, 'profile_version', s.profile_version, 'channel', s.channel,
        'person', jsonb_build_object('name', p.name, 'phone', p.phone))
  FROM submission s CROSS JOIN applicant p WHERE p.id = a.applicant_id AND s.application_id = a.id AND s.revision = a.revision
  ON CONFLICT (application_id) DO UPDATE SET revision = excluded.revision, department_code = excluded.department_code,
    approved_at = excluded.approved_at, changed_at = excluded.changed_at,
    approved_row = excluded.approved_row || jsonb_build_object('before', to_jsonb(b))
$$;
COMMENT ON FUNCTION review.change_sent IS 'Internal. Keeps what is in force of the locked application, whose change is just sent in, and who the person was until then (approved_row: person), and what that had replaced (before).';
