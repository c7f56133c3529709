CREATE OR REPLACE FUNCTION review.reasons_again(from_decision bigint, to_decision bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  UPDATE decision_reason r SET again = true FROM decision n JOIN decision_reason s ON s.decision_id = n.id
  WHERE n.id BETWEEN from_decision AND to_decision AND r.decision_id = n.follows AND s.code = r.code
    AND target_base(s.target) IS NOT DISTINCT FROM target_base(r.target);
END
$$;
COMMENT ON FUNCTION review.reasons_again IS
  'Internal. Marks the reasons that the decisions of these numbers named once more about the same field or slot: those of the decision that each follows.';
