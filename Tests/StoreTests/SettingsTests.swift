import Foundation
import PostgreSQL
import TestSupport
import Testing

/// What a form sets is what happens: the world's settings are none that a function falls back to, so that one whose name
/// is misspelt is seen. That the due day obeys `working_days` stands in `DueDateTests`.
@Suite struct SettingsTests {
  /// How an application gets under somebody's hands.
  enum Way: CaseIterable {
    case claimed, next, prolonged, takenOver, reopened
  }

  @Test("a lease lasts as long as the form says, however it began", arguments: Way.allCases)
  func lease(_ way: Way) async throws {
    try await World.with { world in
      // Another province's form of the same version sets something else.
      try await world.owner.script(
        """
        INSERT INTO review.profile (province, version, name, number_letters, valid_from, settings)
        VALUES ('jiangsu', 'test', '江苏', 'JS', '2020-01-01', '{"lease_minutes": 77}')
        """)
      let receipt = try await world.submit(1)
      let claim = "SELECT review.application_claim($1)"
      let (reviewer, manager) = (try await world.connect(.reviewer), try await world.connect(.manager))
      switch way {
      case .claimed, .next: break
      case .prolonged, .takenOver:
        _ = try await reviewer.query(claim, [receipt.number])
        try await world.owner.script(
          "UPDATE review.application SET lease_expires_at = clock_timestamp() + interval '1 minute'")
      case .reopened:
        _ = try await reviewer.decide(SQLDecisionTests.approve, [receipt.number, 1, receipt.hash, UUID()])
      }
      let before = try #require(try await world.owner.text("SELECT clock_timestamp()"))
      switch way {
      case .claimed, .prolonged: _ = try await reviewer.query(claim, [receipt.number])
      case .next: _ = try await reviewer.query("SELECT review.application_next()")
      case .takenOver: _ = try await manager.query("SELECT review.application_claim($1, true)", [receipt.number])
      case .reopened: _ = try await manager.query("SELECT review.application_reopen($1, 'x')", [receipt.number])
      }
      let after = try #require(try await world.owner.text("SELECT clock_timestamp()"))
      let lasts = try await world.owner.text(
        """
        SELECT lease_expires_at - make_interval(mins => \(World.leaseMinutes)) BETWEEN $1 AND $2 FROM review.application
        """, [before, after])
      #expect(lasts == "t")
    }
  }

  @Test("a decision may be taken back for as long as the form says")
  func reopening() async throws {
    try await World.with { world in
      let manager = try await world.connect(.manager)
      for (person, days) in [(1, World.reopenDays - 1), (2, World.reopenDays + 1)] {
        let receipt = try await world.submit(person)
        _ = try await manager.decide(SQLDecisionTests.approve, [receipt.number, 1, receipt.hash, UUID()])
        try await world.letPass(days: days)
        let word = try await refusal(manager, "SELECT review.application_reopen($1, 'x')", [receipt.number])
        if days < World.reopenDays {
          #expect(word == nil)
        } else {
          #expect(word == "RC441 window_closed")
        }
      }
    }
  }
}
