CREATE OR REPLACE FUNCTION review.unmarked_changes(a review.application, now_given jsonb, now_files jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  WITH given AS (
    SELECT r.code, target_base(r.target) AS target
    FROM decision_reason r
    WHERE r.decision_id = (SELECT max(d.id) FROM decision d WHERE d.application_id = a.id AND d.revision = a.revision AND d.outcome = 'returned')
  ), marked AS (
    SELECT g.target FROM given g
    UNION ALL
    -- What the form names together for a reason is corrected together.
    SELECT t.target FROM given g
      JOIN profile p ON p.province = a.province AND p.version = a.profile_version AND p.settings -> 'reason_targets' -> g.code ? g.target,
      LATERAL jsonb_array_elements_text(p.settings -> 'reason_targets' -> g.code) AS t (target)
  ), was AS (
    SELECT coalesce((SELECT without_rows(s.answers) FROM submission s WHERE s.application_id = a.id AND s.revision = a.revision), '{}') AS answers
  ), changed AS (
    SELECT k.field FROM was, (SELECT without_rows(now_given) AS answers) AS now,
      LATERAL (SELECT jsonb_object_keys(was.answers) UNION SELECT jsonb_object_keys(now.answers)) AS k (field)
    WHERE was.answers -> k.field IS DISTINCT FROM now.answers -> k.field
    UNION
    SELECT coalesce(f.slot, o.slot)
    FROM jsonb_to_recordset(now_files) AS f (slot text, n integer, sha256 text)
      FULL JOIN (SELECT t.slot, t.n, t.sha256 FROM attachment t WHERE t.application_id = a.id AND t.revision = a.revision) AS o
      ON o.slot = f.slot AND o.n = coalesce(f.n, 1) AND o.sha256 = f.sha256
    WHERE f.slot IS NULL OR o.slot IS NULL
  ), labels AS (
    SELECT coalesce(p.settings -> 'target_labels', '{}') AS words FROM profile p WHERE p.province = a.province AND p.version = a.profile_version
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('field', c.field, 'code', 'not_marked', 'severity', 'warning', 'message',
    format('退回时没有要求修改“%s”，这次有改动，请核对。', coalesce(l.words ->> c.field, c.field))) ORDER BY c.field COLLATE "C"), '[]')
  FROM changed c, labels l
  WHERE EXISTS (SELECT FROM marked) AND NOT EXISTS (
    SELECT FROM marked m
    WHERE m.target IS NULL OR m.target = c.field OR starts_with(m.target, c.field || '.') OR starts_with(c.field, m.target || '.'))
$$;
COMMENT ON FUNCTION review.unmarked_changes IS
  'Internal. What differs from the returned revision and was not among what the return pointed at, as warnings for the reviewer; nothing where a reason of '
  'it points at nothing. Of the targets that profile.settings.reason_targets names for a reason, all count where it points at one. now_files: [{slot, n, sha256}].';
