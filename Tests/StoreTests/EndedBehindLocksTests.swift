import PostgreSQL
import TestSupport
import Testing

/// Whoever waited for a lock while his right ended is refused behind it: every function that asks again who he is (`still`).
@Suite(.timeLimit(.minutes(30)))
struct EndedBehindLocksTests {
  static let waits = [
    LockWait(
      testDescription: "staff_password", lock: "ALTER ROLE \"{colleague}\" CONNECTION LIMIT 9", person: .manager,
      call: "SELECT review.staff_password('{colleague}', '{verifier}')"),
    LockWait(
      testDescription: "staff_add", lock: "SELECT review.in_turn(review.account_hash('staff', '{new}'), '{}')",
      person: .manager, call: "SELECT review.staff_add('{new}', 'reviewer', '330102', '新人', '{verifier}')"),
    LockWait(
      testDescription: "account_vouch",
      lock: LockWait.voucher,
      person: .reviewer, call: "SELECT review.account_vouch({entry}, 'T100000001', '原件', '99')"),
    LockWait(
      testDescription: "account_close",
      lock: LockWait.voucher,
      person: .reviewer, call: "SELECT review.account_close({entry}, 'T100000001', '本人', '99')"),
    LockWait(
      testDescription: "calendar_import", lock: "LOCK TABLE review.holiday IN SHARE ROW EXCLUSIVE MODE",
      person: .administrator,
      call: """
        SELECT review.calendar_import('00000000-0000-4000-8000-000000000001', 2026, '[{"line": 2, "date": "2026-03-06", "kind": "holiday", "name": "节"}]')
        """),
    LockWait(
      testDescription: "export_begin", lock: "SELECT FROM review.export_record FOR UPDATE", person: .manager,
      call: "SELECT review.export_begin('stats', '[{}]')", isCalledBefore: true),
    LockWait(
      testDescription: "intake_submit", lock: "LOCK TABLE review.holiday IN EXCLUSIVE MODE", person: .administrator,
      call: "SELECT review.intake_submit('{document}')"),
    LockWait(
      testDescription: "notification_resend", lock: "SELECT FROM review.notification FOR UPDATE", person: .reviewer,
      call: "SELECT review.notification_resend((SELECT {notification}))"),
    LockWait(
      testDescription: "application_next", lock: "SELECT FROM review.application FOR UPDATE", person: .reviewer,
      call: "SELECT review.application_next()"),
    LockWait(
      testDescription: "metered", lock: "SELECT FROM review.ticket_meter FOR UPDATE", person: .reviewer,
      call: #"SELECT review.ticket('names', '{"numbers": []}')"#, isCalledBefore: true),
  ]

  @Test("a right that ended while a lock was waited for has ended", arguments: waits)
  func ended(_ wait: LockWait) async throws {
    try await World.with { world in
      let name = world.name(wait.person)
      try await world.submit(1)
      try await world.owner.script(
        """
        \(LockWait.voucherRow)
        INSERT INTO review.notification (application_id, department_code, event, channel, recipient, body)
          SELECT id, department_code, 'reopened', 'sms', '1', 'x' FROM review.application
        """)
      let message = try await world.owner.text("SELECT max(id)::text FROM review.notification") ?? ""
      let verifier = try await world.verifier(name)
      try await world.with(wait.person) { asking in
        if wait.isCalledBefore { _ = try await asking.query(wait.call) }
        let process = try await asking.count("SELECT pg_backend_pid()")
        let holding = try await world.database.connect()
        var word: String?
        // Whoever was not told in five seconds asks again.
        for _ in 1...9 where word == nil || word == "RC413 row_held" {
          let entry = wait.call.contains("{entry}") ? try await asking.counter(World.idNumber(1)) : nil
          func filled(_ text: String) -> String {
            text.replacing("{colleague}", with: world.name(.colleague)).replacing(
              "{new}", with: "new.\(world.database.name)"
            )
            .replacing("{verifier}", with: verifier).replacing("{entry}", with: "\(entry ?? 0)")
            .replacing("{notification}", with: message).replacing("{document}", with: World.document(2))
          }
          let call = filled(wait.call)
          try await holding.script("BEGIN; \(filled(wait.lock))")
          async let refused = refusal(asking, call)
          let isWaiting = try await soon {
            try await world.owner.count("SELECT cardinality(pg_blocking_pids($1::integer))", [process]) > 0
          }
          #expect(isWaiting)
          _ = try await world.owner.execute("UPDATE review.staff SET active = false WHERE name = $1", [name])
          try await holding.script("ROLLBACK")
          word = try await refused
          _ = try await world.owner.execute("UPDATE review.staff SET active = true WHERE name = $1", [name])
        }
        #expect(word == "RC403 not_permitted")
        await holding.close()
      }
    }
  }
}
