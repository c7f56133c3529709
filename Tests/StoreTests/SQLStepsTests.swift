import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Claim, next, release, transfer, reopen and note: what they change, what they refuse, what they leave on record.
@Suite(.timeLimit(.minutes(30))) struct SQLStepsTests {
  func events(_ world: World, _ number: String) async throws -> [String] {
    try await world.owner.query(
      """
      SELECT e.action FROM review.event e JOIN review.application a ON a.id = e.application_id WHERE a.number = $1 ORDER BY e.id
      """, [number]
    ).map { try $0.decode(0, as: String.self) }
  }

  func expire(_ world: World, _ number: String) async throws {
    _ = try await world.owner.execute(
      "UPDATE review.application SET lease_expires_at = now() - interval '1 second' WHERE number = $1", [number])
  }

  @Test("a lease excludes others, its holder prolongs it, a manager takes it over only when told to")
  func claim() async throws {
    try await World.with { world in
      let n = try await world.submit(1).number
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      let manager = try await world.connect(.manager)
      #expect(try await refusal(reviewer, "SELECT review.application_claim($1)", [n]) == nil)
      #expect(try await refusal(reviewer, "SELECT review.application_claim($1)", [n]) == nil)
      #expect(try await refusal(colleague, "SELECT review.application_claim($1)", [n]) == "RC410 lease_held")
      #expect(
        try await refusal(colleague, "SELECT review.application_claim($1, true)", [n]) == "RC403 not_permitted")
      #expect(try await refusal(manager, "SELECT review.application_claim($1)", [n]) == "RC410 lease_held")
      #expect(try await refusal(colleague, "SELECT review.application_release($1)", [n]) == "RC410 lease_held")
      #expect(try await refusal(manager, "SELECT review.application_claim($1, true)", [n]) == nil)
      #expect(try await refusal(reviewer, "SELECT review.application_release($1)", [n]) == "RC410 lease_held")
      #expect(try await refusal(manager, "SELECT review.application_release($1)", [n]) == nil)
      #expect(try await refusal(manager, "SELECT review.application_release($1)", [n]) == "RC409 wrong_state")
      #expect(try await events(world, n) == ["submitted", "claimed", "prolonged", "taken_over", "released"])
    }
  }

  @Test("the refusal says who holds it, since when and until when")
  func leaseDetail() async throws {
    try await World.with { world in
      let n = try await world.submit(1).number
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      _ = try await reviewer.query("SELECT review.application_claim($1)", [n])
      do {
        _ = try await colleague.query("SELECT review.application_claim($1)", [n])
        Issue.record("claimed twice")
      } catch let error as DatabaseError {
        let detail = try #require(error.detail)
        #expect(detail.contains(world.name(.reviewer)) && detail.contains("until") && detail.contains("since"))
      }
    }
  }

  @Test("a lease that ran out counts as none at once, and is entered by whoever touches the row next")
  func lazyExpiry() async throws {
    try await World.with { world in
      let n = try await world.submit(1).number
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      _ = try await reviewer.query("SELECT review.application_claim($1)", [n])
      try await expire(world, n)
      let shown = try await colleague.query("SELECT state, holder FROM review.queue() WHERE number = $1", [n])[0]
      #expect(try shown.decode("state", as: String.self) == "submitted")
      #expect(try shown.decode("holder", as: String?.self) == nil)
      let opened = try await colleague.look(
        "open", "{\"number\": \"\(n)\"}", "SELECT state, holder FROM review.submission_open($1)")[0]
      #expect(try opened.decode("state", as: String.self) == "submitted")
      #expect(try opened.decode("holder", as: String?.self) == nil)
      #expect(try await colleague.text("SELECT number FROM review.application_next()") == n)
      #expect(try await events(world, n) == ["submitted", "claimed", "opened", "lease_expired", "claimed"])
      try await expire(world, n)
      // Release of a lease that has run out is no error: it is what the holder wants.
      #expect(try await refusal(colleague, "SELECT review.application_release($1)", [n]) == nil)
      let receipt = try await world.submit(2)
      _ = try await reviewer.query("SELECT review.application_claim($1)", [receipt.number])
      try await expire(world, receipt.number)
      #expect(
        try await refusal(
          world.owner, "SELECT review.intake_withdraw($1, '99', $2)", [receipt.number, World.idNumber(2)]) == nil)
      // It is the applicant's again, and nobody is told that it changed.
      #expect(
        try await refusal(
          reviewer, SQLDecisionTests.approve, [receipt.number, 1, String(repeating: "0", count: 64), UUID()])
          == "RC409 wrong_state")
    }
  }

  @Test("next: oldest due first, own department or subtree, nobody's twice, no row when there is none")
  func next() async throws {
    try await World.with { world in
      let (a, b) = (try await world.submit(1).number, try await world.submit(2).number)
      let c = try await world.submit(3, department: "330106").number
      _ = try await world.owner.execute(
        "UPDATE review.application SET due_on = due_on - 10 WHERE number = $1", [c])
      _ = try await world.owner.execute(
        "UPDATE review.application SET due_on = due_on - 5 WHERE number = $1", [b])
      let next = "SELECT number FROM review.application_next()"
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      let manager = try await world.connect(.manager)
      #expect(try await reviewer.text(next) == b)
      #expect(try await manager.text("SELECT number FROM review.application_next('330102')") == a)
      #expect(try await manager.text(next) == c)
      #expect(try await colleague.query(next).isEmpty)
      #expect(
        try await refusal(colleague, "SELECT review.application_next('330106')") == "RC430 unknown_department")
      #expect(try await refusal(manager, "SELECT review.application_next('320102')") == "RC430 unknown_department")
    }
  }

  @Test("next looks behind what colleagues are just taking, however many they are")
  func nextBehindMany() async throws {
    try await World.with { world in
      for person in 1...10 { try await world.submit(person) }
      let blocker = try await world.database.connect()
      try await blocker.script(
        "BEGIN; SELECT FROM review.application ORDER BY due_on, submitted_at, id LIMIT 9 FOR NO KEY UPDATE")
      let reviewer = try await world.connect(.reviewer)
      let last = try await world.owner.text(
        "SELECT number FROM review.application ORDER BY due_on DESC, submitted_at DESC, id DESC LIMIT 1")
      #expect(try await reviewer.text("SELECT number FROM review.application_next()") == last)
      await blocker.close()
    }
  }

  @Test("next waits for what is locked rather than say that nothing is there")
  func nextBehindALock() async throws {
    try await World.with { world in
      let n = try await world.submit(1).number
      let (colleague, blocker) = (try await world.connect(.colleague), try await world.database.connect())
      let process = Int(await colleague.backendProcess)
      try await blocker.script("BEGIN; SELECT FROM review.application FOR UPDATE")
      async let taken = colleague.text("SELECT number FROM review.application_next()")
      let isWaiting = try await soon {
        try await world.owner.count("SELECT count(*) FROM pg_locks WHERE pid = $1 AND NOT granted", [process]) == 1
      }
      #expect(isWaiting)
      try await blocker.script("ROLLBACK")
      #expect(try await taken == n)
    }
  }

  @Test("transfer: reason, known bureau of the province, not under somebody else's hands; the applicant is told")
  func transfer() async throws {
    try await World.with { world in
      let n = try await world.submit(1).number
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      let neighbour = try await world.connect(.neighbour)
      let transfer = "SELECT state FROM review.application_transfer($1, $2, $3)"
      let due = try await world.owner.text("SELECT due_on::text FROM review.application")
      #expect(try await refusal(reviewer, transfer, [n, "330106", " "]) == "RC424 note_missing")
      for wrong in ["320102", "330102", "999999"] {
        #expect(try await refusal(reviewer, transfer, [n, wrong, "x"]) == "RC430 unknown_department")
      }
      _ = try await colleague.query("SELECT review.application_claim($1)", [n])
      #expect(try await refusal(reviewer, transfer, [n, "330106", "x"]) == "RC410 lease_held")
      _ = try await colleague.query(transfer, [n, "330106", "单位在西湖区"])
      let body = try #require(
        try await world.owner.text("SELECT body FROM review.notification WHERE event = 'transferred'"))
      #expect(body.contains("杭州市西湖区财政局") && body.contains("单位在西湖区") && body.contains(n))
      #expect(try await refusal(colleague, "SELECT review.application_claim($1)", [n]) == "RC404 not_found")
      #expect(try await neighbour.text("SELECT number FROM review.queue() WHERE holder IS NULL") == n)
      #expect(try await world.owner.text("SELECT due_on::text FROM review.application") == due)
      // The bureau that sent it away still sees that it did.
      let moved =
        "SELECT coalesce(sum(times), 0)::int FROM review.figures_flow(NULL, NULL, NULL, NULL) WHERE no_day = 1 AND movement = $1"
      #expect(try await colleague.count(moved, ["moved_out"]) == 1)
      #expect(try await neighbour.count(moved, ["moved_out"]) == 0)
      #expect(try await neighbour.count(moved, ["moved_in"]) == 1)
      let history = #"{"number": "\#(n)"}"#
      #expect(try await neighbour.look("history", history, "SELECT * FROM review.history($1)").count == 4)
      #expect(try await colleague.ticket("history", history).refused == "not_found")
      #expect(try await world.owner.count("SELECT count(*) FROM review.notification WHERE event = 'transferred'") == 1)
    }
  }

  @Test("reopen: manager, reason, within the window; the manager holds it, the applicant is told, both decisions stay")
  func reopen() async throws {
    try await World.with { world in
      let receipt = try await world.submit(1)
      let (reviewer, manager) = (try await world.connect(.reviewer), try await world.connect(.manager))
      let reopen = "SELECT holder FROM review.application_reopen($1, $2)"
      let approve = "SELECT review.application_approve($1, 1, $2, $3)"
      let n = receipt.number
      #expect(try await refusal(manager, reopen, [n, "x"]) == "RC409 wrong_state")
      try await reviewer.decide(approve, [n, receipt.hash, UUID()])
      #expect(try await refusal(reviewer, reopen, [n, "x"]) == "42501")
      #expect(try await refusal(manager, reopen, [n, ""]) == "RC424 note_missing")
      _ = try await world.owner.execute(
        "UPDATE review.application SET decided_at = now() - interval '31 days'")
      #expect(try await refusal(manager, reopen, [n, "x"]) == "RC441 window_closed")
      _ = try await world.owner.execute(
        "UPDATE review.application SET decided_at = now() - interval '\(World.reopenDays - 1) days'")
      #expect(try await manager.text(reopen, [n, "材料有误"]) == world.name(.manager))
      #expect(try await refusal(reviewer, approve, [n, receipt.hash, UUID()]) == "RC410 lease_held")
      _ = try await manager.query(approve, [n, receipt.hash, UUID()])
      #expect(try await world.owner.count("SELECT count(*) FROM review.decision") == 2)
      #expect(try await world.owner.count("SELECT count(*) FROM review.notification") == 3)
      #expect(try await events(world, n) == ["submitted", "opened", "claimed", "approved", "reopened", "approved"])
    }
  }

  @Test("notes are internal, and never empty")
  func notes() async throws {
    try await World.with { world in
      let n = try await world.submit(1).number
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      let stranger = try await world.connect(.stranger)
      #expect(try await refusal(reviewer, "SELECT review.application_note($1, '')", [n]) == "RC424 note_missing")
      #expect(try await refusal(reviewer, "SELECT review.application_note($1, '已电话核实')", [n]) == nil)
      let history = "SELECT body FROM review.history($1) WHERE body IS NOT NULL"
      let about = #"{"number": "\#(n)"}"#
      #expect(try await colleague.look("history", about, history)[0].decode(0, as: String.self) == "已电话核实")
      #expect(try await stranger.ticket("history", about).refused == "not_found")
    }
  }
}
