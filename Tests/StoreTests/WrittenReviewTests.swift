import Foundation
import PostgreSQL
import TestSupport
import Testing

/// The bureau's side writes whole rows: every column is compared, also those that only reports and auditors read.
@Suite struct WrittenReviewTests {
  @Test("a return writes decision, reasons, message and audit whole; an approval the same, and when")
  func decisions() async throws {
    try await World.with { world in
      let owner = world.owner
      let a = try await world.submit(1)
      let (reviewer, name) = (try await world.connect(.reviewer), world.name(.reviewer))
      let key = UUID()
      _ = try await reviewer.decide(
        SQLDecisionTests.return,
        [a.number, 1, a.hash, #"[{"code": "T99", "target": "photo", "remark": "太暗"}, {"code": "T01"}]"#, " 尽快 ", key])
      #expect(
        try await world.difference(
          """
          SELECT d.*, d.began_at = a.submitted_at AS began_with_it, d.due_on = a.due_on AS was_due
          FROM review.decision d JOIN review.application a ON a.id = d.application_id
          """,
          from: """
            {"began_with_it": true, "was_due": true, "follows": null, "revision": 1, "department_code": "330102",
             "outcome": "returned", "content_hash": "\(a.hash)", "decided_by": "\(name)", "note": "尽快", "idempotency_key": "\(key.uuidString.lowercased())"}
            """, but: ["id", "application_id", "decided_at", "began_at", "due_on"]) == "")
      #expect(
        try await world.difference(
          "SELECT jsonb_agg(to_jsonb(r) - 'decision_id' ORDER BY r.ordinal) AS all FROM review.decision_reason AS r",
          from: """
            {"all": [{"ordinal": 1, "code": "T99", "target": "photo", "remark": "太暗", "again": false, "department_code": "330102"},
                     {"ordinal": 2, "code": "T01", "target": null, "remark": null, "again": false, "department_code": "330102"}]}
            """) == "")
      #expect(
        try await world.difference(
          "SELECT * FROM review.notification",
          from: """
            {"department_code": "330102", "event": "returned", "channel": "sms", "recipient": "13800000000", "state": "pending",
             "delivered_at": null, "attempts": 0, "expires_at": null}
            """, but: ["id", "application_id", "decision_id", "body", "created_at", "next_attempt_at"]) == "")
      let ids = try await owner.query(
        """
        SELECT d.id, n.id AS message FROM review.decision d JOIN review.notification n ON n.decision_id = d.id
        JOIN review.application a ON a.id = d.application_id AND n.application_id = a.id
          AND (a.state, a.decided_by, a.decided_at) = (d.outcome, d.decided_by, d.decided_at) AND a.approved_at IS NULL
        """)[0]
      let (decision, message): (Int, Int) = (try ids["id"], try ids["message"])
      #expect(
        try await world.differenceOfLatestEvent(
          from: """
            {"actor": "\(name)", "action": "returned", "has_application": true, "revision": 1, "department_code": "330102",
             "subject": null, "purpose": null,
             "detail": {"decision_id": \(decision), "notification_id": \(message), "content_hash": "\(a.hash)",
               "reasons": [{"code": "T99", "target": "photo"}, {"code": "T01"}]}}
            """) == "")
      let b = try await world.submit(2)
      _ = try await reviewer.decide(SQLDecisionTests.approve, [b.number, 1, b.hash, UUID()])
      #expect(
        try await owner.text(
          """
          SELECT a.approved_at = d.decided_at AND a.decided_at = d.decided_at AND d.note IS NULL
          FROM review.application a JOIN review.decision d ON d.application_id = a.id WHERE d.outcome = 'approved'
          """) == "t")
    }
  }

  @Test("each step leaves its entry whole: who, when, about which revision, of which bureau, and what it was")
  func steps() async throws {
    try await World.with { world in
      let owner = world.owner
      let a = try await world.submit(1)
      let (reviewer, manager) = (try await world.connect(.reviewer), try await world.connect(.manager))
      let names = (reviewer: world.name(.reviewer), manager: world.name(.manager))
      func entry(_ actor: String, _ action: String, _ detail: String, department: String = "330102") async throws
        -> String
      {
        try await world.differenceOfLatestEvent(
          from: """
            {"actor": "\(actor)", "action": "\(action)", "has_application": true, "revision": 1, "department_code": "\(department)",
             "subject": null, "purpose": null, "detail": \(detail)}
            """)
      }
      func until() async throws -> String {
        try await owner.text("SELECT to_jsonb(lease_expires_at)::text FROM review.application") ?? ""
      }
      _ = try await reviewer.query("SELECT review.application_claim($1)", [a.number])
      #expect(try await entry(names.reviewer, "claimed", #"{"until": \#(try await until())}"#) == "")
      // Prolonged: a later end of the same lease, and nothing to enter.
      _ = try await owner.execute("UPDATE review.application SET lease_expires_at = now() + interval '1 second'")
      let before = try await until()
      _ = try await reviewer.query("SELECT review.application_claim($1)", [a.number])
      #expect(
        try await owner.text(
          "SELECT lease_expires_at > ($1::jsonb #>> '{}')::timestamptz FROM review.application", [before])
          == "t")
      _ = try await manager.query("SELECT review.application_claim($1, true)", [a.number])
      #expect(
        try await entry(names.manager, "taken_over", #"{"from": "\#(names.reviewer)", "until": \#(try await until())}"#)
          == "")
      #expect(try await owner.text("SELECT holder FROM review.application") == names.manager)
      _ = try await manager.query("SELECT review.application_release($1)", [a.number])
      #expect(try await entry(names.manager, "released", "{}") == "")
      _ = try await reviewer.query("SELECT review.application_next()")
      #expect(try await entry(names.reviewer, "claimed", #"{"by": "next", "until": \#(try await until())}"#) == "")
      _ = try await owner.execute("UPDATE review.application SET lease_expires_at = now() - interval '1 second'")
      let ended = try await until()
      _ = try await reviewer.query("SELECT review.application_release($1)", [a.number])
      #expect(
        try await entry("clock", "lease_expired", #"{"holder": "\#(names.reviewer)", "until": \#(ended)}"#) == "")
      let note = try await reviewer.count("SELECT review.application_note($1, ' 已核实 ')::int", [a.number])
      #expect(try await entry(names.reviewer, "noted", #"{"note_id": \#(note)}"#) == "")
      #expect(
        try await world.difference(
          "SELECT author, body, application_id IS NOT NULL AS about FROM review.note",
          from: #"{"author": "\#(names.reviewer)", "body": "已核实", "about": true}"#) == "")
      _ = try await reviewer.decide(SQLDecisionTests.approve, [a.number, 1, a.hash, UUID()])
      let decided = try await owner.text("SELECT to_jsonb(decided_at)::text FROM review.application") ?? ""
      _ = try await manager.query("SELECT review.application_reopen($1, ' 有误 ')", [a.number])
      #expect(
        try await entry(
          names.manager, "reopened",
          #"{"outcome": "approved", "by": "\#(names.reviewer)", "decided_at": \#(decided)}"#) == "")
      #expect(try await owner.text("SELECT note FROM review.event ORDER BY id DESC LIMIT 1") == "有误")
      #expect(
        try await owner.text(
          """
          SELECT state = 'in_review' AND holder = $1 AND claimed_at IS NOT NULL AND approved_at IS NULL AND decided_by IS NULL
          FROM review.application
          """, [names.manager]) == "t")
      _ = try await manager.query("SELECT review.application_transfer($1, '330106', ' 单位在西湖区 ')", [a.number])
      #expect(
        try await entry(names.manager, "transferred", #"{"from": "330102", "to": "330106"}"#) == "")
      #expect(try await owner.text("SELECT note FROM review.event ORDER BY id DESC LIMIT 1") == "单位在西湖区")
      #expect(
        try await owner.text(
          """
          SELECT string_agg(concat_ws(' ', event, department_code, channel, recipient, decision_id IS NOT NULL), ', ' ORDER BY id)
          FROM review.notification
          """)
            == """
            approved 330102 sms 13800000000 t, reopened 330102 sms 13800000000 f, transferred 330106 sms 13800000000 f
            """)
    }
  }

  @Test("staff: the row and the entries whole; who is disabled and enabled again is as before")
  func staff() async throws {
    try await World.with { world in
      let owner = world.owner
      let manager = try await world.connect(.manager)
      let (name, by) = ("new.\(world.database.name)", world.name(.manager))
      func entry(_ action: String, _ detail: String = "{}") async throws -> String {
        try await world.differenceOfLatestEvent(
          from: """
            {"actor": "\(by)", "action": "\(action)", "has_application": false, "revision": null, "department_code": "330100",
             "subject": "\(name)", "purpose": null, "detail": \(detail)}
            """)
      }
      func row(_ active: Bool) async throws -> String {
        try await world.difference(
          "SELECT s.*, s.disabled_at IS NOT NULL AS disabled FROM review.staff s WHERE s.name = $1", [name],
          from: """
            {"name": "\(name)", "role": "helpdesk", "department_code": "330102", "display_name": "新人", "created_by": "\(by)",
             "active": \(active), "disabled": \(!active)}
            """, but: ["created_at", "disabled_at"])
      }
      _ = try await manager.query(
        "SELECT review.staff_add($1, 'helpdesk', '330102', ' 新人 ', $2)", [name, try await world.verifier(name)])
      #expect(try await entry("staff_added", #"{"role": "helpdesk", "department": "330102"}"#) == "")
      #expect(try await row(true) == "")
      _ = try await manager.query("SELECT review.staff_disable($1)", [name])
      #expect(try await entry("staff_disabled") == "")
      #expect(try await row(false) == "")
      let since = try await owner.text("SELECT disabled_at::text FROM review.staff WHERE name = $1", [name])
      _ = try await manager.query("SELECT review.staff_disable($1)", [name])
      #expect(try await owner.text("SELECT disabled_at::text FROM review.staff WHERE name = $1", [name]) == since)
      _ = try await manager.query("SELECT review.staff_enable($1)", [name])
      #expect(try await entry("staff_enabled") == "")
      #expect(try await row(true) == "")
      _ = try await manager.query(
        "SELECT review.staff_password($1, $2)", [name, try await world.verifier(name)])
      #expect(try await entry("password_changed") == "")

      // What the disabled held goes back into the queue, and that is entered about it.
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.query("SELECT review.application_claim($1)", [a.number])
      await reviewer.close()
      _ = try await manager.query("SELECT review.staff_disable($1)", [world.name(.reviewer)])
      #expect(
        try await world.difference(
          """
          SELECT e.actor, e.revision, e.department_code, e.detail, a.state, a.holder, a.claimed_at, a.lease_expires_at
          FROM review.event e JOIN review.application a ON a.id = e.application_id WHERE e.action = 'released'
          """,
          from: """
            {"actor": "\(by)", "revision": 1, "department_code": "330102", "state": "submitted", "holder": null, "claimed_at": null,
             "lease_expires_at": null, "detail": {"holder": "\(world.name(.reviewer))", "by": "staff_disable"}}
            """) == "")
    }
  }

  @Test("exports: the record and the entry whole, begun, finished and abandoned")
  func exports() async throws {
    try await World.with { world in
      let owner = world.owner
      let (manager, by) = (try await world.connect(.manager), world.name(.manager))
      let limits = #"[{"state": "approved", "file": "330106197001011234 台账.xlsx"}]"#
      let begin = "SELECT review.export_begin('ledger', '\(limits)', true, ' 上报 ')::int"
      let (done, given) = (try await manager.count(begin), try await manager.count(begin))
      #expect(
        try await world.differenceOfLatestEvent(
          from: """
            {"actor": "\(by)", "action": "exported", "has_application": false, "revision": null, "department_code": "330100",
             "subject": "ledger", "purpose": "上报", "detail": {"export": \(given), "unmasked": true, "covered": 0}}
            """) == "")
      let record = """
        "actor": "\(by)", "department_code": "330100", "report": "ledger", "filters": {"state": "approved"}, "unmasked": true,
        "purpose": "上报", "of_department": null, "of_province": null, "of_state": "approved", "of_reviewer": null, "dated": null,
        "date_from": null, "date_to": null, "covered": 0, "file_name": "3********* 台账.xlsx"
        """
      let select = "SELECT * FROM review.export_record WHERE id = $1"
      let sum = String(repeating: "a", count: 64)
      let moment = try #require(try await owner.text("SELECT clock_timestamp()::text"))
      #expect(
        try await refusal(
          manager, "SELECT review.export_finish($1, now() - interval '1 day', 7, 2, 99, $2)", [done, sum])
          == "RC460 bad_document")
      _ = try await manager.query(
        "SELECT review.export_finish($1, $2::timestamptz, 7, 2, 99, $3)", [done, moment, sum])
      #expect(
        try await world.difference(
          select, [done],
          from: """
            {\(record), "rows": 7, "sheets": 2, "bytes": 99, "sha256": "\(sum)", "abandoned_at": null, "abandoned_why": null}
            """, but: ["id", "at", "snapshot_at", "finished_at", "recorded_in", "open_until"]) == "")
      #expect(
        try await owner.text(
          "SELECT snapshot_at = $2::timestamptz AND finished_at > at FROM review.export_record WHERE id = $1",
          [done, moment])
          == "t")
      for _ in 1...2 { _ = try await manager.query("SELECT review.export_abandon($1, $2)", [given, "中断"]) }
      _ = try await manager.query("SELECT review.export_abandon($1, 'late')", [given])
      // Neither what is finished nor what is somebody else's can be abandoned.
      _ = try await manager.query("SELECT review.export_abandon($1, 'late')", [done])
      _ = try await world.connect(.chief).query("SELECT review.export_abandon($1, 'not mine')", [given])
      #expect(
        try await world.difference(
          select, [given],
          from: """
            {\(record), "rows": null, "sheets": null, "bytes": null, "sha256": null, "snapshot_at": null, "finished_at": null,
             "abandoned_why": "中断"}
            """, but: ["id", "at", "abandoned_at", "recorded_in", "open_until"]) == "")
      #expect(
        try await owner.text("SELECT abandoned_at IS NULL FROM review.export_record WHERE id = $1", [done]) == "t")
    }
  }

  @Test(
    "a message goes to the number that its own submission gives, else to the person's; to none where the province has no such field"
  )
  func recipients() async throws {
    try await World.with { world in
      let owner = world.owner
      let reviewer = try await world.connect(.reviewer)
      func told(_ receipt: World.Receipt) async throws -> String? {
        _ = try await reviewer.decide(SQLDecisionTests.approve, [receipt.number, 1, receipt.hash, UUID()])
        return try await owner.text(
          "SELECT concat_ws(' ', channel, recipient) FROM review.notification ORDER BY id DESC LIMIT 1")
      }
      let phones = ["13900000001", "13900000002", "13900000003", ""]
      var receipts: [World.Receipt] = []
      for (n, phone) in phones.enumerated() {
        receipts.append(try await world.submit(n + 1, answers: ["identity.mobile": phone]))
      }
      // Neither the first of the table nor the last.
      #expect(try await told(receipts[1]) == "sms 13900000002")
      #expect(try await told(receipts[0]) == "sms 13900000001")
      #expect(try await told(receipts[3]) == "sms 13800000000")
      try await owner.script("UPDATE review.profile SET settings = settings - 'recipient_field' - 'channel'")
      #expect(try await told(receipts[2]) == "page")
    }
  }
}
