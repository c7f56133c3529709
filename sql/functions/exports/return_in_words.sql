-- LANGUAGE sql, without SET: the planner inlines it, so that it costs no call a row.
CREATE OR REPLACE FUNCTION review.return_in_words(of_application bigint, up_to integer, settings jsonb, whole boolean)
RETURNS TABLE (words jsonb) LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('note', CASE WHEN whole THEN d.note ELSE review.masked_numbers(d.note) END, 'reasons', (
      SELECT jsonb_agg(jsonb_build_object('code', r.code, 'id', r.target,
        'target', review.target_label(return_in_words.settings, r.target), 'text', w.text, 'remark', CASE WHEN whole THEN r.remark ELSE review.masked_numbers(r.remark) END) ORDER BY r.ordinal)
      FROM review.decision_reason r JOIN review.return_reason w ON w.code = r.code WHERE r.decision_id = d.id))
  FROM review.decision d
  WHERE d.application_id = of_application AND d.outcome = 'returned' AND d.revision <= up_to
    AND d.revision > coalesce((
      SELECT b.revision FROM review.before_change b WHERE b.application_id = of_application AND b.revision < up_to), 0)
    -- A return that was taken back and decided otherwise is none.
    AND NOT EXISTS (SELECT FROM review.decision n WHERE n.follows = d.id AND n.revision = d.revision)
  ORDER BY d.id DESC LIMIT 1
$$;
COMMENT ON FUNCTION review.return_in_words IS
  'Internal. The latest return of a revision or those before it, of a change only its own: {note, reasons: [{code, id (of the target), target (its label on the form), text, remark}]}; no row '
  'where there was none. Whole numbers in remarks are masked unless whole.';
