CREATE OR REPLACE FUNCTION review.reasons_of(of_decision bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('code', r.code, 'text', w.text, 'hint', w.hint, 'target', r.target, 'remark', r.remark)
                            ORDER BY r.ordinal), '[]')
  FROM decision_reason r JOIN return_reason w ON w.code = r.code WHERE r.decision_id = of_decision
$$;
COMMENT ON FUNCTION review.reasons_of IS 'Internal. The reasons of a decision in their order: [{code, text, hint, target, remark}]; [] where there are none.';
