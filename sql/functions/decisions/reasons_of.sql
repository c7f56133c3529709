CREATE OR REPLACE FUNCTION review.reasons_of(of_decision bigint, shown jsonb DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
BEGIN
  RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('code', r.code, 'text', w.text, 'hint', coalesce(s.hints ->> r.code, w.hint),
        'target', r.target, 'remark', r.remark,
        'row', t.number, 'place', array_position(row_numbers(shown -> list_of_target(r.target, s.slots)), t.number)) ORDER BY r.ordinal), '[]')
    FROM decision_reason r JOIN return_reason w ON w.code = r.code JOIN decision d ON d.id = r.decision_id
    LEFT JOIN LATERAL (
      SELECT x.answers, coalesce(p.settings -> 'row_slots', '{}') AS slots, p.settings -> 'hints' AS hints
      FROM submission x JOIN application a ON a.id = x.application_id LEFT JOIN profile p ON p.province = a.province AND p.version = x.profile_version
      WHERE x.application_id = d.application_id AND x.revision = d.revision) AS s ON true
    CROSS JOIN LATERAL (SELECT row_of_target(s.answers, r.target, s.slots) AS number) AS t
    WHERE r.decision_id = of_decision);
END
$$;
COMMENT ON FUNCTION review.reasons_of IS
  'Internal. The reasons of a decision in their order: [{code, text, hint, target, remark, row, place}]; [] where there are none. A target names a row by its '
  'place in the revision that was decided about; row: its number, null where no row is named; place: where that row is in the answers shown, null when it is gone.';
