import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

@testable import Reports

/// Who is approved stays counted as approved, by what is in force, while a change is under way.
@Suite struct ChangeFiguresTests {
  private static let approve = "SELECT review.application_approve($1, $2, $3, $4)"

  private struct Counts: Equatable {
    var approved: [String: Int] = [:]
    var pending: [String: Int] = [:]
    /// Approved persons by bureau and sex.
    var sex: [String: Int] = [:]
    var wholes = 0
  }

  private func counts(_ manager: Connection) async throws -> Counts {
    var counts = Counts()
    for row in try await manager.query(
      "SELECT department_code, state, sum(applications)::bigint FROM review.figures_standings(NULL, NULL, NULL) GROUP BY 1, 2"
    ) {
      let (bureau, state) = (try row.decode(0, as: String.self), try row.decode(1, as: String.self))
      if state == "approved" {
        counts.approved[bureau] = try row.decode(2)
      } else {
        counts.pending[bureau] = try row.decode(2)
      }
    }
    for row in try await manager.query(
      """
      SELECT department_code || ' ' || category, persons FROM review.figures_structure(NULL, NULL, NULL, 'approved', false)
      WHERE dimension = 'sex'
      """)
    { counts.sex[try row.decode(0)] = try row.decode(1) }
    counts.wholes = try await manager.count(
      "SELECT coalesce(sum(cases), 0)::bigint FROM review.figures_wholes(NULL, NULL, NULL, NULL)")
    return counts
  }

  @Test("standings, structure, approvals and ledger: beside the change until it is decided, taken back, or given up")
  func figures() async throws {
    try await World.with { world in
      try await world.owner.script(
        """
        UPDATE review.profile SET settings = settings || '{"change": true, "unit_lookup": {"code": "unit.code", "name": "unit.name"}}'
        WHERE version = 'test'
        """)
      let (reviewer, neighbour) = (try await world.connect(.reviewer), try await world.connect(.neighbour))
      let manager = try await world.connect(.manager)
      for person in 1...2 {
        let one = try await world.submit(person)
        try await reviewer.decide(Self.approve, [one.number, 1, one.hash, UUID()])
      }
      let before = Counts(approved: ["330102": 2], pending: [:], sex: ["330102 2": 2], wholes: 2)
      #expect(try await counts(manager) == before)

      // Somebody moves to the bureau next door.
      var sent = try await world.change(1, to: "330106", sex: "1")
      #expect(sent.revision == 2)
      var during = before
      during.pending = ["330106": 1]
      #expect(try await counts(manager) == during)
      #expect(
        try await ledger(manager, state: nil) == ["330102 approved 1", "330102 approved 1", "330106 submitted 2"])
      #expect(try await ledger(manager, state: "approved") == ["330102 approved 1", "330102 approved 1"])
      // The bureau that has it in force sees it in its figures, and not what is elsewhere.
      #expect(try await counts(reviewer).approved == ["330102": 2])
      #expect(try await counts(neighbour).approved.isEmpty)

      // Back to the applicant, who gives it up.
      let reasons = #"[{"code": "T01", "target": "photo"}]"#
      try await neighbour.decide(
        "SELECT review.application_return($1, $2, $3, $4, NULL, $5)", [sent.number, 2, sent.hash, reasons, UUID()])
      #expect(try await counts(manager) == during)
      _ = try await world.owner.query("SELECT review.intake_discard('zhejiang', '99', $1)", [World.idNumber(1)])
      #expect(try await counts(manager) == before)

      // Again, and through: one case, at the new bureau.
      sent = try await world.change(1, to: "330106", sex: "1")
      try await neighbour.decide(Self.approve, [sent.number, sent.revision, sent.hash, UUID()])
      let after = Counts(
        approved: ["330102": 1, "330106": 1], pending: [:], sex: ["330102 2": 1, "330106 1": 1], wholes: 2)
      #expect(try await counts(manager) == after)
      #expect(try await ledger(manager, state: nil) == ["330102 approved 1", "330106 approved 3"])

      // That decision is taken back: what was in force before is in force.
      _ = try await manager.query("SELECT review.application_reopen($1, '单位证明不符')", [sent.number])
      during.pending = ["330106": 1]
      #expect(try await counts(manager) == during)
      for connection in [reviewer, neighbour, manager] { await connection.close() }
    }
  }

  @Test("what a change took is reckoned from its own submission, not from the first of all")
  func durations() async throws {
    try await World.with { world in
      try await world.owner.script(
        "UPDATE review.profile SET settings = settings || '{\"change\": true}' WHERE version = 'test'")
      let reviewer = try await world.connect(.reviewer)
      let first = try await world.submit(1)
      try await world.letPass(days: 3)
      try await reviewer.decide(Self.approve, [first.number, 1, first.hash, UUID()])
      try await world.letPass(days: 700)
      let sent = try await world.change(1, to: "330102", sex: "1")
      let days = "SELECT string_agg(days::text, ' ') FROM review.figures_wholes(NULL, NULL, NULL, NULL)"
      #expect(try await reviewer.text(days) == "3")
      try await world.letPass(days: 2)
      try await reviewer.decide(Self.approve, [sent.number, 2, sent.hash, UUID()])
      #expect(try await reviewer.text(days) == "2")
      await reviewer.close()
    }
  }

  @Test("a period is about the submission or the decision of what is in force, not of the change beside it")
  func periods() async throws {
    try await World.with { world in
      try await world.owner.script(
        "UPDATE review.profile SET settings = settings || '{\"change\": true}' WHERE version = 'test'")
      let reviewer = try await world.connect(.reviewer)
      let first = try await world.submit(1)
      try await world.letPass(days: 20)
      try await reviewer.decide(Self.approve, [first.number, 1, first.hash, UUID()])
      try await world.letPass(days: 10)
      try await world.change(1)
      for (days, submitted, decided) in [(30, 1, 0), (10, 0, 1), (0, 0, 0)] {
        let period = "review.today() - \(days + 1), review.today() - \(days - 1)"
        for (figure, wanted) in [
          (
            "sum(persons) FROM review.figures_structure(NULL, \(period), 'approved', false) WHERE dimension = 'sex'",
            submitted
          ),
          (
            "sum(persons) FROM review.figures_structure(NULL, \(period), 'approved', true) WHERE dimension = 'sex'",
            decided
          ),
          ("sum(applications) FROM review.figures_standings(NULL, \(period)) WHERE state = 'approved'", submitted),
          ("sum(cases) FROM review.figures_wholes(NULL, \(period), NULL)", decided),
        ] { #expect(try await reviewer.count("SELECT coalesce((SELECT \(figure)), 0)::bigint") == wanted, "\(figure)") }
      }
      await reviewer.close()
    }
  }

  /// Bureau, state and revision of each line of a ledger.
  private func ledger(_ manager: Connection, state: String?) async throws -> [String] {
    let limits = state.map { #"[{"state": "\#($0)"}]"# } ?? "[{}]"
    let export = try await manager.count("SELECT review.export_begin('ledger', $1)", [limits])
    let covered = try await manager.count("SELECT covered FROM review.export_list() WHERE id = $1", [export])
    try await manager.script("BEGIN; SET LOCAL review.export = '\(export)'")
    let lines = try await manager.query(
      "SELECT (t.r).department_code || ' ' || (t.r).state || ' ' || (t.r).revision FROM (SELECT review.ledger() AS r OFFSET 0) AS t"
    ).map { try $0.decode(0, as: String.self) }
    try await manager.script("COMMIT")
    #expect(lines.count == covered)
    return lines.sorted()
  }
}
