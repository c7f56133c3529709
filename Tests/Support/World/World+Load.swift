import PostgreSQL

extension World {
  /// Puts in `n` applications of a whole province with all that hangs on them, for what is about many: straight into the
  /// tables, as the functions would take too long. That functions and figures agree is tried on few
  /// (`ReportsTests.ActionsAndFiguresTests`).
  ///
  /// Deterministic but for the day they are loaded on. Decisions take 19 to 247 hours.
  public func load(_ n: Int) async throws {
    try await owner.script(
      """
      INSERT INTO review.applicant (province, id_type, id_number, name)
        SELECT 'zhejiang', '01', 'T' || i, '测试' || i FROM generate_series(1, \(n)) AS i;
      CREATE TEMP TABLE plan AS
        SELECT i, a.id AS applicant_id, (ARRAY(SELECT code FROM review.department WHERE province = 'zhejiang' ORDER BY code))
            [1 + (i * 7919::bigint % 103 * (i % 5) / 4)::integer] AS department,
          (ARRAY['submitted', 'submitted', 'in_review', 'in_review', 'approved', 'approved', 'approved', 'approved', 'approved',
            'returned', 'returned', 'draft'])[1 + (i * 31 % 12)::integer] AS state,
          (1 + (i % 7) / 3 + (i % 31) / 30)::integer AS revision,
          CASE WHEN i * 31 % 12 < 4 THEN now() - (i * 17 % 40) * interval '11 hours'
            ELSE now() - (11 + i * 17 % 300) * interval '1 day' END AS submitted,
          (1 + i % 13) * interval '19 hours' AS took
        FROM generate_series(1, \(n)) AS i JOIN review.applicant a ON a.province = 'zhejiang' AND a.id_number = 'T' || i;
      INSERT INTO review.application (number, province, applicant_id, department_code, state, profile_version, channel,
          revision, submitted_at, first_submitted_at, due_on, holder, claimed_at, lease_expires_at, decided_at, decided_by,
          approved_at, applicant_name, sex, birth_date, political, education_level, part_time_level, degree, qualification_level, title, post,
          unit_type, work_status, cpa, work_started_on)
        SELECT 'ZJ26-' || lpad(i::text, 9, '0') || '-' || (i % 10), 'zhejiang', applicant_id, department, state,
          (SELECT version FROM review.profile WHERE province = 'zhejiang' AND version <> 'test' LIMIT 1), 'test', revision, submitted,
          submitted - (revision - 1) * interval '20 days',
          review.add_working_days((submitted AT TIME ZONE 'Asia/Shanghai')::date, 1 + (i % 9)::integer),
          CASE WHEN state = 'in_review' THEN 'holder.' || i % 4 END, CASE WHEN state = 'in_review' THEN submitted END,
          CASE WHEN state = 'in_review' THEN now() + CASE WHEN i % 3 = 0 THEN -interval '1 minute' ELSE interval '1 hour' END END,
          CASE WHEN state IN ('approved', 'returned') THEN submitted + took END,
          CASE WHEN state IN ('approved', 'returned') THEN 'reviewer.' || i % 6 END,
          CASE WHEN state = 'approved' THEN submitted + took END, '测试',
          (ARRAY['1', '2', '2', '9', NULL])[1 + (i % 5)::integer], date '1960-02-29' + (i * 37 % 16000)::integer,
          (ARRAY['01', '03', '07', '13', NULL])[1 + (i % 5)::integer], (ARRAY['1', '3', '5', '6', '7'])[1 + (i % 5)::integer],
          (ARRAY[NULL, '4', '6'])[1 + (i % 3)::integer],
          (ARRAY['1', '3', '4', NULL])[1 + (i % 4)::integer], (ARRAY['0', '1', '2', '3', '4'])[1 + (i % 5)::integer],
          (ARRAY['0', '2', '9'])[1 + (i % 3)::integer], (ARRAY['01', '02', '10', NULL])[1 + (i % 4)::integer],
          (ARRAY['01', '06', '??'])[1 + (i % 3)::integer], (ARRAY['1', '2', '3'])[1 + (i % 3)::integer],
          (ARRAY[true, false, NULL])[1 + (i % 3)::integer],
          CASE WHEN i % 6 > 0 THEN current_date - (i * 53 % 15000)::integer END
        FROM plan;
      INSERT INTO review.submission (application_id, revision, answers, content_hash, profile_version, submitted_at, channel)
        SELECT a.id, r, '{}', repeat('0', 64), a.profile_version,
          a.submitted_at - (a.revision - r) * interval '20 days', 'test'
        FROM review.application a, generate_series(1, a.revision) AS r;
      INSERT INTO review.event (at, actor, action, application_id, revision, department_code)
        SELECT a.submitted_at + interval '10 hours', 'manager.1', 'reopened', a.id, a.revision, a.department_code
        FROM review.application a WHERE a.state = 'approved' AND a.applicant_id % 40 = 0;
      -- Some came in elsewhere and were handed over.
      INSERT INTO review.event (at, actor, action, application_id, revision, department_code, detail)
        SELECT s.submitted_at, 'applicant', 'submitted', a.id, s.revision,
          CASE WHEN a.applicant_id % 30 = 7 AND s.revision = a.revision THEN '330102' ELSE a.department_code END,
          jsonb_build_object('due_on', (s.submitted_at AT TIME ZONE 'Asia/Shanghai')::date + 1 + (a.applicant_id % 9)::integer)
        FROM review.application a JOIN review.submission s ON s.application_id = a.id;
      INSERT INTO review.decision (application_id, revision, department_code, outcome, content_hash, decided_by, decided_at,
          idempotency_key, began_at, due_on)
        SELECT a.id, s.revision, a.department_code, CASE WHEN s.revision = a.revision THEN a.state ELSE 'returned' END,
          repeat('0', 64), 'reviewer.' || p.i % 6, s.submitted_at + p.took, gen_random_uuid(), e.*
        FROM review.application a JOIN review.submission s ON s.application_id = a.id JOIN plan p USING (applicant_id)
        CROSS JOIN LATERAL review.review_ended(a.id, s.revision, s.submitted_at + p.took) AS e
        WHERE s.revision < a.revision OR a.state IN ('approved', 'returned');
      -- Some were decided, taken back, and decided again.
      INSERT INTO review.decision (application_id, revision, department_code, outcome, content_hash, decided_by, decided_at,
          idempotency_key, began_at, due_on)
        SELECT a.id, a.revision, a.department_code, 'returned', repeat('0', 64), 'reviewer.9', a.submitted_at + interval '5 hours',
          gen_random_uuid(), e.*
        FROM review.application a CROSS JOIN LATERAL review.review_ended(a.id, a.revision, a.submitted_at + interval '5 hours') AS e
        WHERE a.state = 'approved' AND a.applicant_id % 40 = 0;
      UPDATE review.decision d SET follows = x.follows
        FROM (SELECT id, lag(id) OVER (PARTITION BY application_id ORDER BY decided_at, id) AS follows FROM review.decision) AS x WHERE x.id = d.id;
      INSERT INTO review.decision_reason (decision_id, ordinal, code, target, department_code)
        SELECT d.id, o, (ARRAY(SELECT code FROM review.return_reason ORDER BY ordinal))[1 + (d.application_id * o * o % 37 * (d.application_id % 9) / 9)],
          (ARRAY['portrait', 'person.name', 'qualifications[2].level', NULL])[1 + (d.application_id % 4)::integer], d.department_code
        FROM review.decision d, generate_series(1, 1 + d.application_id % 3) AS o WHERE d.outcome = 'returned';
      SELECT review.reasons_again(min(id), max(id)) FROM review.decision;
      INSERT INTO review.event (at, actor, action, application_id, revision, department_code, detail)
        SELECT a.submitted_at + interval '2 minutes', 'reviewer.0', 'transferred', a.id, a.revision, '330102',
          jsonb_build_object('from', '330102', 'to', a.department_code)
        FROM review.application a WHERE a.applicant_id % 30 = 7;
      INSERT INTO review.event (at, actor, action, application_id, revision, department_code)
        SELECT a.submitted_at + interval '5 minutes', 'applicant', 'withdrawn', a.id, a.revision, a.department_code
        FROM review.application a WHERE a.state = 'draft';
      INSERT INTO review.notification (application_id, department_code, event, decision_id, channel, recipient, body, state,
          created_at, delivered_at, attempts)
        SELECT d.application_id, d.department_code, d.outcome, d.id, n.channel, '13800000000', '测试',
          n.state, d.decided_at, CASE WHEN n.state = 'delivered' THEN d.decided_at + (d.id % 200) * interval '1 minute' END,
          CASE WHEN n.state = 'pending' THEN 0 ELSE 1 + d.id % 3 END
        FROM review.decision d CROSS JOIN LATERAL (SELECT (ARRAY['sms', 'email'])[1 + d.id % 2] AS channel, CASE d.id % 10
          WHEN 7 THEN 'pending' WHEN 8 THEN 'sending' WHEN 9 THEN 'failed' ELSE 'delivered' END AS state) AS n;
      UPDATE review.notification SET channel = 'page', state = 'delivered', delivered_at = created_at, attempts = 0 WHERE decision_id % 3 = 2;
      INSERT INTO review.notification (application_id, department_code, event, channel, body, created_at)
        SELECT a.id, a.department_code, 'transferred', 'sms', '测试', a.submitted_at + interval '2 minutes'
        FROM review.application a WHERE a.applicant_id % 30 = 7;
      DROP TABLE plan;
      ANALYZE;
      """)
  }
}
