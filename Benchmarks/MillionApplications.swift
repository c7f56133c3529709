/// A province's applications of a year, made by the server itself: a million, with one to three submissions each, in bureaus of uneven size,
/// decided within days, a tenth of them waiting. Nobody in it is real, and answers and files are empty, which no report reads.
enum MillionApplications {
  static let count = 1_000_000
  static let province = "330000"

  /// Into a database that has no applications; in the owner's name.
  static let statements = """
    CREATE TEMP TABLE bureau AS
      SELECT code, row_number() OVER (ORDER BY code) - 1 AS n FROM review.department
      WHERE province = 'zhejiang' AND level IN ('county', 'zone');
    CREATE TEMP TABLE filed AS
      SELECT i, b.code AS bureau, d.h, d.pending, d.revision,
        now() - make_interval(days => (CASE WHEN d.pending THEN 1 + d.h % 20 ELSE 12 + d.h % 320 END)::integer, secs => d.h % 30000) AS at
      FROM generate_series(1, \(count)) AS i
      CROSS JOIN LATERAL (SELECT h, h % 10 = 0 AS pending, CASE WHEN h / 16 % 100 < 60 THEN 1 WHEN h / 16 % 100 < 88 THEN 2 ELSE 3 END AS revision
        FROM (SELECT abs(hashint8extended(i, 1) % 1000000007) AS h) AS hashed) AS d
      -- Bureaus of uneven size.
      JOIN bureau b ON b.n = floor((SELECT count(*) FROM bureau) * (d.h / 7 % 1000 / 1000.0) ^ 2)::bigint;
    CREATE TEMP TABLE sent AS
      SELECT f.i, k, f.bureau, f.h / k AS h, k < f.revision OR NOT f.pending AS done,
        CASE WHEN k < f.revision OR f.h / 32 % 10 = 0 THEN 'returned' ELSE 'approved' END AS outcome,
        f.at - make_interval(days => 14 * (f.revision - k)) AS at,
        (f.at - make_interval(days => 14 * (f.revision - k)))::date + 7 AS due,
        f.at - make_interval(days => 14 * (f.revision - k)) + make_interval(days => (1 + f.h / 64 / k % 8)::integer) AS decided
      FROM filed f CROSS JOIN LATERAL generate_series(1, f.revision) AS k;
    ANALYZE filed;
    ANALYZE sent;
    INSERT INTO review.applicant (province, id_type, id_number, name, phone)
      SELECT 'zhejiang', '1', 'X' || lpad(i::text, 17, '0'), '测试' || i, '1' || lpad(i::text, 10, '0') FROM generate_series(1, \(count)) AS i;
    INSERT INTO review.application (id, number, province, applicant_id, department_code, state, profile_version, channel, revision, submitted_at,
        first_submitted_at, due_on, decided_at, decided_by, approved_at, applicant_name, sex, birth_date, political, education_level, degree,
        part_time_level, qualification_level, title, post, unit_type, work_status, work_started_on)
      SELECT s.i, 'ZJ26-' || lpad(s.i::text, 7, '0') || '-A', 'zhejiang', a.id, s.bureau, CASE WHEN s.done THEN s.outcome ELSE 'submitted' END,
        (SELECT version FROM review.profile WHERE province = 'zhejiang' ORDER BY valid_from DESC LIMIT 1), 'import', s.k, s.at,
        f.at - make_interval(days => 14 * (f.revision - 1)), s.due, CASE WHEN s.done THEN s.decided END, CASE WHEN s.done THEN 'reviewer.' || s.bureau END,
        CASE WHEN s.done AND s.outcome = 'approved' THEN s.decided END, a.name, (1 + f.h % 2)::text, date '1962-01-01' + (f.h % 15000)::integer,
        lpad((1 + f.h / 3 % 13)::text, 2, '0'), (10 + f.h / 5 % 9 * 10)::text, CASE WHEN f.h % 3 = 0 THEN (1 + f.h / 7 % 3)::text END,
        CASE WHEN f.h % 5 = 0 THEN (10 + f.h / 11 % 9 * 10)::text END, (f.h / 13 % 4)::text, (f.h / 17 % 9)::text, (f.h / 19 % 9)::text,
        (f.h / 23 % 9)::text, (f.h / 29 % 4)::text, date '1990-01-01' + (f.h % 12000)::integer
      FROM sent s JOIN filed f ON f.i = s.i AND f.revision = s.k JOIN review.applicant a ON a.id_number = 'X' || lpad(s.i::text, 17, '0')
      ORDER BY f.at - make_interval(days => 14 * (f.revision - 1));
    INSERT INTO review.submission (application_id, revision, answers, content_hash, profile_version, submitted_at, channel)
      SELECT s.i, s.k, '{}', repeat('0', 64), a.profile_version, s.at, 'import' FROM sent s JOIN review.application a ON a.id = s.i ORDER BY s.at;
    INSERT INTO review.decision (id, application_id, revision, department_code, outcome, content_hash, decided_by, decided_at, idempotency_key,
        began_at, due_on, follows)
      SELECT s.id, s.i, s.k, s.bureau, s.outcome, repeat('0', 64), 'reviewer.' || s.bureau, s.decided, gen_random_uuid(), s.at, s.due,
        lag(s.id) OVER (PARTITION BY s.i ORDER BY s.k)
      FROM (SELECT row_number() OVER (ORDER BY s.decided) AS id, s.* FROM sent s WHERE s.done) AS s ORDER BY s.id;
    INSERT INTO review.decision_reason (decision_id, ordinal, code, target, department_code)
      SELECT d.id, n, r.code, (ARRAY['photo', 'education.full_time.major', NULL, 'qualifications[2].level', 'qualification_certificate/2'])[1 + (s.h + n) % 5], d.department_code
      FROM review.decision d JOIN sent s ON s.i = d.application_id AND s.k = d.revision CROSS JOIN LATERAL generate_series(1, 1 + s.h % 2) AS n
      JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS of FROM review.return_reason) AS r ON r.place = (s.h / 8 + n) % r.of
      WHERE d.outcome = 'returned' ORDER BY d.id;
    SELECT review.reasons_again(min(id), max(id)) FROM review.decision;
    INSERT INTO review.event (at, actor, action, application_id, revision, department_code, detail)
      SELECT e.* FROM (
        SELECT s.at, 'applicant', 'submitted', s.i, s.k, s.bureau, jsonb_build_object('due_on', s.due, 'state', 'submitted') FROM sent s
        UNION ALL SELECT s.at - interval '1 hour', 'applicant', 'started', s.i, 0, s.bureau, '{}' FROM sent s WHERE s.k = 1
        UNION ALL SELECT s.decided - interval '9 minutes', 'reviewer.' || s.bureau, 'claimed', s.i, s.k, s.bureau, '{}' FROM sent s WHERE s.done
        UNION ALL SELECT s.decided, 'reviewer.' || s.bureau, s.outcome, s.i, s.k, s.bureau, '{}' FROM sent s WHERE s.done
      ) AS e ORDER BY 1;
    INSERT INTO review.notification (application_id, department_code, event, decision_id, channel, body, state, created_at, delivered_at, attempts, next_attempt_at)
      SELECT d.application_id, d.department_code, d.outcome, d.id, 'sms', '测试', 'delivered', d.decided_at, d.decided_at + make_interval(secs => d.id % 900), 1, NULL
      FROM review.decision d ORDER BY d.id;
    """
}
