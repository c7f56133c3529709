import Domain
import PostgreSQL
import Store

extension DemoBatch {
  /// Decisions with their reasons and messages, behind the entries that say when each review began. The identities of decisions and
  /// notifications are taken from their sequences, because an application may have several.
  func insertDecisions(_ transaction: borrowing Transaction) throws {
    var decision = try next(transaction, "decision", applications.reduce(0) { $0 + $1.decisions.count })
    let firstDecision = decision
    try transaction.script(
      """
      CREATE TEMPORARY TABLE IF NOT EXISTS demo_decision (id bigint, application_id bigint, revision integer, department_code text, outcome text,
        decided_by text, decided_at timestamptz, note text, idempotency_key uuid) ON COMMIT DROP;
      TRUNCATE demo_decision
      """)
    try copy(
      transaction, into: "demo_decision",
      [
        "id", "application_id", "revision", "department_code", "outcome", "decided_by", "decided_at", "note",
        "idempotency_key",
      ]
    ) { id, application in
      application.decisions.map { made in
        defer { decision += 1 }
        return [
          decision, id, made.revision, made.department, made.outcome, made.decidedBy, made.decidedAt, made.note,
          made.key,
        ]
      }
    }
    _ = try transaction.execute(
      """
      INSERT INTO review.decision (id, application_id, revision, department_code, outcome, content_hash, decided_by, decided_at, note,
        idempotency_key, began_at, due_on, follows)
      SELECT d.id, d.application_id, d.revision, d.department_code, d.outcome, s.content_hash, d.decided_by, d.decided_at, d.note,
        d.idempotency_key, e.began_at, e.due_on, lag(d.id) OVER (PARTITION BY d.application_id ORDER BY d.decided_at, d.id)
      FROM demo_decision d JOIN review.submission s ON s.application_id = d.application_id AND s.revision = d.revision
      CROSS JOIN LATERAL review.review_ended(d.application_id, d.revision, d.decided_at) AS e
      """, name: "demo decisions")

    decision = firstDecision
    try copy(
      transaction, into: "review.decision_reason",
      ["decision_id", "ordinal", "code", "target", "remark", "department_code"]
    ) { _, application in
      application.decisions.flatMap { made in
        defer { decision += 1 }
        return made.reasons.enumerated().map { ordinal, reason -> SQLRow in
          [decision, ordinal + 1, reason.code, reason.target, reason.remark, made.department]
        }
      }
    }
    _ = try transaction.query(
      "SELECT review.reasons_again($1, $2)", [firstDecision, decision - 1], name: "demo reasons")
    try insertNotifications(transaction, firstDecision: firstDecision)
  }

  private func insertNotifications(_ transaction: borrowing Transaction, firstDecision: Int) throws {
    let first = try next(transaction, "notification", applications.reduce(0) { $0 + $1.notifications.count })
    var notification = first
    var decision = firstDecision
    try transaction.script(
      """
      CREATE TEMPORARY TABLE IF NOT EXISTS demo_message (id bigint, application_id bigint, department_code text, event text, decision_id bigint,
        channel text, recipient text, due date, revision integer, note text, state text, created_at timestamptz, delivered_at timestamptz,
        attempts integer, next_attempt_at timestamptz) ON COMMIT DROP;
      TRUNCATE demo_message
      """)
    try copy(
      transaction, into: "demo_message",
      [
        "id", "application_id", "department_code", "event", "decision_id", "channel", "recipient", "due", "revision",
        "note", "state", "created_at", "delivered_at", "attempts", "next_attempt_at",
      ]
    ) { id, application in
      defer { decision += application.decisions.count }
      return application.notifications.map { message in
        defer { notification += 1 }
        return [
          notification, id, message.department, message.event, message.decision.map { decision + $0 }, message.channel,
          message.recipient, message.dueOn, message.revision, message.note, message.state, message.createdAt,
          message.deliveredAt,
          message.attempts.count,
          message.nextAttemptAt,
        ]
      }
    }
    // The text is that of a real one.
    _ = try transaction.execute(
      """
      INSERT INTO review.notification (id, application_id, department_code, event, decision_id, channel, recipient, body, state,
        created_at, delivered_at, attempts, next_attempt_at)
      SELECT m.id, m.application_id, m.department_code, m.event, m.decision_id, m.channel, m.recipient,
        review.message_text(
          CASE WHEN way.value IS NULL THEN p ELSE jsonb_populate_record(p, jsonb_build_object('settings', p.settings || way.value)) END, m.event,
          jsonb_build_object('name', a.applicant_name, 'number', a.number, 'department', d.full_name, 'due', m.due, 'revision', m.revision),
          review.reasons_of(m.decision_id), m.note),
        m.state, m.created_at, m.delivered_at, m.attempts, m.next_attempt_at
      FROM demo_message m JOIN review.application a ON a.id = m.application_id
        JOIN review.profile p ON p.province = a.province AND p.version = a.profile_version
        JOIN review.department d ON d.code = m.department_code
        LEFT JOIN LATERAL jsonb_array_elements(p.settings -> 'also') AS way ON way.value ->> 'channel' = m.channel
      """, name: "demo messages")
    notification = first
    try copy(
      transaction, into: "review.notification_attempt", ["notification_id", "attempt", "at", "outcome", "detail"]
    ) { _, application in
      application.notifications.flatMap { message in
        defer { notification += 1 }
        return message.attempts.enumerated().map { number, attempt -> SQLRow in
          [notification, number + 1, attempt.at, attempt.outcome, attempt.detail]
        }
      }
    }
  }

  /// The first of `count` identities of a table, which nobody else will get.
  private func next(_ transaction: borrowing Transaction, _ table: String, _ count: Int) throws -> Int {
    guard count > 0 else { return 0 }
    let row = try transaction.query(
      """
      WITH sequence AS (SELECT pg_get_serial_sequence('review.' || $1, 'id')::regclass AS name),
        first AS (SELECT nextval(name) AS id, name FROM sequence)
      SELECT id, setval(name, id + $2 - 1) FROM first
      """, [table, count], name: "demo identities")[0]
    return try row.decode("id")
  }
}
