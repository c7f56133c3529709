CREATE OR REPLACE FUNCTION review.card_of(a review.application, elsewhere boolean DEFAULT false) RETURNS review.card
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, review, pg_temp AS $$
DECLARE
  person applicant;
  bureau department;
  latest decision;
  state constant text := effective_state(a.state, a.lease_expires_at);
  messages jsonb;
  reasons jsonb;
  approved constant before_change := CASE WHEN elsewhere THEN (SELECT b FROM before_change b WHERE b.application_id = a.id) END;
BEGIN
  SELECT * INTO person FROM applicant p WHERE p.id = a.applicant_id;
  SELECT * INTO bureau FROM department d WHERE d.code = a.department_code;
  -- What there is to be done: what was handed in again since stands in the history.
  SELECT * INTO latest FROM decision d WHERE d.application_id = a.id AND d.outcome = 'returned' AND state IN ('returned', 'draft')
    AND d.revision > coalesce((SELECT b.revision FROM before_change b WHERE b.application_id = a.id), 0) ORDER BY d.id DESC LIMIT 1;
  SELECT jsonb_agg(jsonb_build_object('id', n.id, 'event', n.event, 'channel', n.channel, 'recipient', mask(n.recipient), 'state', n.state,
      'created_at', n.created_at, 'delivered_at', n.delivered_at) ORDER BY n.id DESC)
    INTO messages FROM notification n WHERE n.application_id = a.id;
  SELECT jsonb_agg(r.value || jsonb_build_object('label', target_label(p.settings, r.value ->> 'target')) ORDER BY r.n) INTO reasons
  FROM jsonb_array_elements(masked_reasons(reasons_of(latest.id))) WITH ORDINALITY AS r (value, n)
  LEFT JOIN profile p ON p.province = a.province AND p.version = a.profile_version;
  -- What the bureau that approved has to know of a change that another one reviews: that it is there, and where.
  IF elsewhere THEN
    a.applicant_name := approved.approved_row ->> 'applicant_name';
    a.holder := NULL;
    person.phone := approved.approved_row #>> '{person,phone}';
    latest := NULL;
    reasons := NULL;
    messages := NULL;
  END IF;
  RETURN (a.number, a.applicant_name, mask(person.id_number), mask(person.phone), a.department_code, bureau.full_name, state,
    CASE WHEN state IN ('draft', 'returned') THEN 'applicant' WHEN state IN ('submitted', 'in_review') THEN 'department' ELSE 'nobody' END,
    coalesce(CASE state WHEN 'in_review' THEN a.claimed_at WHEN 'submitted' THEN a.submitted_at
      WHEN 'draft' THEN (SELECT max(e.at) FROM event e WHERE e.application_id = a.id AND e.action = 'withdrawn') END,
      a.decided_at, a.submitted_at, a.started_at),
    a.due_on, state IN ('submitted', 'in_review') AND a.due_on < today(), a.revision, a.first_submitted_at, a.submitted_at,
    CASE state WHEN 'in_review' THEN a.holder END, a.decided_at, a.decided_by, coalesce(reasons, '[]'), masked_numbers(latest.note),
    coalesce(messages, '[]'), is_change(a),
    in_force(a) || CASE WHEN elsewhere THEN jsonb_build_object('department', (SELECT d.full_name FROM department d WHERE d.code = approved.department_code))
      ELSE '{}' END)::card;
END
$$;
COMMENT ON FUNCTION review.card_of IS 'Internal. The card of one application; elsewhere: for the bureau in whose care what is in force stands, while a change of it is with another one.';
