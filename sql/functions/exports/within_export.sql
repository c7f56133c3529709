-- LANGUAGE sql, without SET: the planner inlines it, so that it costs no call a row; with a subquery it would not be.
CREATE OR REPLACE FUNCTION review.within_export(a review.application, e review.export_record) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT a.revision > 0 AND review.effective_state(a.state, a.lease_expires_at) <> 'draft'
    -- What came to be so after it began is not what it was begun for.
    AND greatest(a.submitted_at, a.claimed_at, a.decided_at) <= e.at
    AND (e.of_province IS NULL OR a.province = e.of_province)
    AND (e.of_state IS NULL OR review.effective_state(a.state, a.lease_expires_at) = e.of_state)
    AND (e.of_reviewer IS NULL OR coalesce(a.decided_by, a.holder) = e.of_reviewer)
    AND (e.date_from IS NULL OR ((CASE e.dated WHEN 'decided' THEN a.decided_at ELSE a.submitted_at END) AT TIME ZONE 'Asia/Shanghai')::date >= e.date_from)
    AND (e.date_to IS NULL OR ((CASE e.dated WHEN 'decided' THEN a.decided_at ELSE a.submitted_at END) AT TIME ZONE 'Asia/Shanghai')::date <= e.date_to)
$$;
COMMENT ON FUNCTION review.within_export IS 'Internal. Whether an application is within the limits that the export was begun with, its bureaus excepted: those are bureaus_below(), for an index.';
