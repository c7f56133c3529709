-- Others, before anybody does anything: the same numbers in another province and under another kind of document, with all that is kept about a
-- person and a case. A statement that forgets its key finds them first, and what it does to them is in the chronicle. Their rows are below 0.
UPDATE review.account_setting SET secret = sha256('chronicle'), scrypt_n = 16, scrypt_p = 1, free_failures = 3, free_failures_address = 6;
INSERT INTO review.profile (province, version, name, number_letters, valid_from, targets, masked_fields, texts, settings)
  SELECT 'jiangsu', version, '江苏', 'JS', valid_from, '{letter}'::text[], '{identity.name}'::text[],
    '{"approved": "J {number}", "returned": "J {number} {reasons}", "transferred": "J", "reopened": "J"}'::jsonb,
    settings || '{"working_days": 9, "reopen_days": 1, "lease_minutes": 77, "channel": "email", "notices": {"before": 3}, "withdraw_until": "never", "change": true}'
  FROM review.profile WHERE version = 'test'
  UNION ALL
  SELECT province, 'test-0', '旧浙江', 'ZJ', '2019-01-01', '{letter}'::text[], '{identity.name}'::text[],
    '{"approved": "0 {number}", "returned": "0 {number} {reasons}", "transferred": "0", "reopened": "0"}'::jsonb,
    settings || '{"working_days": 8, "reopen_days": 2, "lease_minutes": 78, "channel": "page", "notices": {"before": 4}, "withdraw_until": "never"}'
  FROM review.profile WHERE version = 'test';
CREATE TEMP TABLE other AS
  SELECT -(p * 10 + k) AS id, p, k, CASE k WHEN 1 THEN 'jiangsu' ELSE 'zhejiang' END AS province, CASE k WHEN 1 THEN '99' ELSE '98' END AS id_type,
    'T' || 100000000 + p AS id_number, (ARRAY['submitted', 'in_review', 'approved', 'returned', 'draft'])[1 + (p + k) % 5] AS state,
    timestamptz '2026-01-05 09:30+08' + p * interval '1 day' + k * interval '1 hour' AS at
  FROM generate_series(1, 6) AS p, generate_series(1, 2) AS k WHERE k = 1 OR p < 4;
INSERT INTO review.applicant (id, province, id_type, id_number, name, phone) OVERRIDING SYSTEM VALUE
  SELECT id, province, id_type, id_number, '邻' || p, '1370000000' || p FROM other ORDER BY id;
INSERT INTO review.application (id, number, province, applicant_id, department_code, state, profile_version, channel, revision, submitted_at,
    first_submitted_at, due_on, holder, claimed_at, lease_expires_at, decided_at, decided_by, approved_at, applicant_name, draft, draft_begun, warnings,
    sex, birth_date, qualification_level, unit_type)
  SELECT id, format('%s25-00%s-%s', CASE k WHEN 1 THEN 'JS' ELSE 'ZJ' END, 1000 - id, review.check_character(format('%s2500%s', CASE k WHEN 1 THEN 'JS' ELSE 'ZJ' END, 1000 - id))),
    province, id, CASE k WHEN 1 THEN '320102' ELSE '330106' END, state, 'test', 'other', 2, at, at - interval '3 days', (at + interval '6 days')::date,
    CASE state WHEN 'in_review' THEN CASE k WHEN 1 THEN 'stranger.{database}' ELSE 'neighbour.{database}' END END, CASE state WHEN 'in_review' THEN at END,
    CASE state WHEN 'in_review' THEN timestamptz '2099-01-01' END, CASE WHEN state IN ('approved', 'returned') THEN at + interval '1 day' END,
    CASE WHEN state IN ('approved', 'returned') THEN 'neighbour.{database}' END, CASE state WHEN 'approved' THEN at + interval '1 day' END, '邻' || p,
    '{"who": "neighbour"}', true, 7, '1', '1970-01-01', '3', '9'
  FROM other ORDER BY id;
INSERT INTO review.submission (application_id, revision, answers, content_hash, profile_version, submitted_at, channel, commitment, warnings)
  SELECT id, r, jsonb_build_object('who', 'neighbour', 'identity.name', '邻', 'r', r), repeat(r::text, 64), 'test', at - (2 - r) * interval '3 days', 'other', '{"version": "n"}', '[{"field": "n"}]'
  FROM other, generate_series(1, 2) AS r ORDER BY id, r;
INSERT INTO review.attachment (application_id, revision, slot, n, sha256, bytes, width, height, kind, original_name)
  SELECT id, r, slot, 1, repeat('9', 64), 9, 9, 9, 'png', '邻.png' FROM other, generate_series(1, 2) AS r, unnest(ARRAY['letter', 'photo']) AS slot;
INSERT INTO review.draft_attachment (application_id, slot, n, sha256, bytes, kind, facts, original_name, added_at)
  SELECT id, slot, 1, repeat('8', 64), 8, 'png', '{"n": 8}', '邻8.png', at FROM other, unnest(ARRAY['letter', 'photo']) AS slot;
INSERT INTO review.submission_key (application_id, key, fingerprint, revision, due_on, department_code)
  SELECT id, 'k' || n, 'other', 1, '2025-01-01', '330106' FROM other, generate_series(1, 3) AS n;
INSERT INTO review.decision (id, application_id, revision, department_code, outcome, content_hash, decided_by, decided_at, note, idempotency_key, began_at, due_on, follows)
  SELECT id * 10 - r, id, r, CASE k WHEN 1 THEN '320102' ELSE '330106' END, CASE WHEN state = 'approved' AND r = 2 THEN 'approved' ELSE 'returned' END, repeat(r::text, 64),
    'neighbour.{database}', at - (2 - r) * interval '3 days' + interval '1 day', '邻注', ('00000000-0000-4000-8000-0000000' || 10000 - id * 10 + r)::uuid,
    at - (2 - r) * interval '3 days', '2025-01-02', CASE r WHEN 2 THEN id * 10 - 1 END
  FROM other, generate_series(1, 2) AS r WHERE r = 1 OR state IN ('approved', 'returned');
INSERT INTO review.decision_reason (decision_id, ordinal, code, target, remark, department_code)
  SELECT d.id, o, (ARRAY['T01', 'T99'])[o], 'letter', '邻', d.department_code FROM review.decision d, generate_series(1, 2) AS o WHERE d.outcome = 'returned';
INSERT INTO review.note (id, application_id, author, written_at, body) SELECT id, id, 'neighbour.{database}', at, '邻记' FROM other;
INSERT INTO review.notification (id, application_id, department_code, event, decision_id, channel, recipient, body, state, created_at, delivered_at, attempts, next_attempt_at)
  SELECT d.id, d.application_id, d.department_code, d.outcome, d.id, 'sms', '13700000000', '邻信', 'failed', d.decided_at, NULL, 3, NULL FROM review.decision d;
INSERT INTO review.notification (id, event, channel, recipient, body, created_at, next_attempt_at)
  SELECT id - 1000, 'password_code', 'sms', '13700000000', '邻码', at, NULL FROM other;
INSERT INTO review.event (id, at, actor, action, application_id, revision, department_code, subject, purpose, detail, recorded_in)
  SELECT id * 10 - o, at + o * interval '1 hour', (ARRAY['applicant', 'neighbour.{database}', 'stranger.{database}'])[o], (ARRAY['submitted', 'opened', 'transferred'])[o], id, 2,
    CASE k WHEN 1 THEN '320102' ELSE '330106' END, '邻', '邻由', jsonb_build_object('from', '330106', 'to', '330102', 'due_on', '2026-01-09'), '3'
  FROM other, generate_series(1, 3) AS o ORDER BY 1;
INSERT INTO review.event_about (event_id, application_id) SELECT id * 10 - 2, id FROM other;
INSERT INTO review.export_record (id, at, actor, department_code, report, filters, of_department, of_province, dated, date_from, date_to, covered, open_until, file_name, recorded_in)
  SELECT id, at, 'stranger.{database}', '320102', 'ledger', '{}', '320102', 'jiangsu', 'submitted', '2026-01-01', '2026-01-31', 9, '2099-01-01', '邻.xlsx', '3' FROM other WHERE p < 3;
INSERT INTO review.archive (province, id_type, match_key, original_number, answers, password_hash, password_scheme, imported_at, imported_by, import, source_line, former)
  SELECT province, id_type, id_number, 'O' || p, '{"identity.name": "邻", "email": "n@n.cn", "phone": "13700000000"}', repeat('7', 32), 'md5', at, 'x',
    '00000000-0000-4000-8000-000000000009', p, '[]' FROM other;
INSERT INTO review.account (id, province, id_type, id_number, name, email, phone, salt, digest, scrypt_n, scrypt_r, scrypt_p, created_at, password_changed_at, proof, proved_at, confirmed_contact)
  OVERRIDING SYSTEM VALUE
  SELECT id, province, id_type, id_number, '邻' || p, 'n@n.cn', '13700000000', substring(sha256('n') FOR 16), sha256('neighbour'), 32, 8, 1, at, at, 'own', at, 'n@n.cn' FROM other ORDER BY id;
INSERT INTO review.account_session (id, token, account_id, created_at, expires_at, used_at) OVERRIDING SYSTEM VALUE
  SELECT id * 10 - s, sha256(('n' || id || s)::bytea), id, at, timestamptz '2099-01-01', timestamptz '2098-01-01' FROM other, generate_series(1, 2) AS s ORDER BY 1;
INSERT INTO review.account_place (account_id, place, last_at) SELECT id, sha256(('n' || id)::bytea), timestamptz '2098-01-01' FROM other;
INSERT INTO review.account_closing (province, id_type, id_number, closed_at) SELECT province, id_type, id_number, at FROM other WHERE p > 4;
INSERT INTO review.login_attempt (key, failures, began_at, last_at) SELECT sha256(('n' || id)::bytea), 2, timestamptz '2098-01-01', timestamptz '2098-01-01' FROM other;
INSERT INTO review.reset_code (key, person, code, expires_at, notification_id, address)
  SELECT sha256(('k' || id)::bytea), sha256(('p' || id)::bytea), review.account_hash('code', '11111111'), timestamptz '2099-01-01', id - 1000, 'n@n.cn' FROM other;
INSERT INTO review.notice_reading (province, id_type, id_number, profile_version, notice, shown_at)
  SELECT province, id_type, id_number, v, 'before', at FROM other, unnest(ARRAY['test', 'test-0']) AS v WHERE NOT (k = 1 AND v = 'test-0');
INSERT INTO review.ticket_meter (login, kind, minute_since, in_minute, day, in_day)
  SELECT 'stranger.{database}', k, timestamptz '2098-01-01', 50, '2098-01-01', 500 FROM unnest(ARRAY['open', 'lookup', 'history', 'counter', 'claim', 'release', 'names', 'notifications']) AS k;
INSERT INTO review.unit (code, name, unit_type, region, source, updated_at) VALUES ('91330000NEIGHBOUR0', '邻单位', '9', '330106', 'import', '2026-01-05'), ('91320000NEIGHBOUR0', '邻企业', NULL, NULL, 'approved', '2026-01-05');
INSERT INTO review.department_contact (department_code, phone, address, hours, updated_at, updated_by) VALUES ('320102', '025-1', '邻路', '9-5', '2026-01-05', 'x');
INSERT INTO review.registered (department_code, on_day, persons, updated_at, updated_by) VALUES ('320102', '2026-01-01', 77, '2026-01-05', 'x'), ('330106', '2026-01-01', 66, '2026-01-05', 'x'), ('330106', '2025-01-01', 55, '2026-01-05', 'x');
DROP TABLE other;
CREATE OR REPLACE FUNCTION review.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT date '2026-03-04' $$;
