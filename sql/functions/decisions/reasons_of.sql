CREATE OR REPLACE FUNCTION review.reasons_of(of_decision bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('code', r.code, 'text', w.text, 'target', r.target, 'remark', r.remark,
                                               'hint', coalesce(p.settings -> 'hints' ->> r.code, w.hint)) ORDER BY r.ordinal), '[]')
  FROM decision_reason r JOIN return_reason w ON w.code = r.code JOIN decision d ON d.id = r.decision_id
  JOIN submission s ON (s.application_id, s.revision) = (d.application_id, d.revision) JOIN application a ON a.id = d.application_id
  LEFT JOIN profile p ON (p.province, p.version) = (a.province, s.profile_version)
  WHERE r.decision_id = of_decision
$$;
COMMENT ON FUNCTION review.reasons_of IS 'Internal. The reasons of a decision in their order: [{code, text, hint, target, remark}]; [] where there are none.';
