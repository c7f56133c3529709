import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Two at the same instant, on connections of their own, a thousand times.
@Suite(.serialized, .timeLimit(.minutes(30))) struct SQLRaceTests {
  static let rounds = 1000

  /// Runs both at once and says how each ended: nil for done, or the refusal.
  func race(
    _ first: @Sendable @escaping () async throws -> Void, _ second: @Sendable @escaping () async throws -> Void
  ) async throws -> [String?] {
    async let a = refusal(first)
    async let b = refusal(second)
    return try await [a, b]
  }

  /// Decisions, their notifications, audit entries and decided applications are as many as expected.
  func expectConsistent(_ world: World, decisions: Int) async throws {
    let row = try await world.owner.query(
      """
      SELECT (SELECT count(*) FROM review.decision), (SELECT count(DISTINCT decision_id) FROM review.notification),
        (SELECT count(*) FROM review.notification WHERE decision_id IS NOT NULL),
        (SELECT count(*) FROM review.event WHERE action IN ('approved', 'returned')),
        (SELECT count(*) FROM review.application WHERE state IN ('approved', 'returned'))
      """)[0]
    #expect(try (0..<5).map { try row.decode($0, as: Int.self) } == Array(repeating: decisions, count: 5))
  }

  @Test("two approvers: one wins, the other is told")
  func approvers() async throws {
    try await World.with { world in
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      for round in 1...Self.rounds {
        let a = try await world.submit(round)
        let ends = try await race(
          { _ = try await reviewer.decide(SQLDecisionTests.approve, [a.number, 1, a.hash, UUID()]) },
          { _ = try await colleague.decide(SQLDecisionTests.approve, [a.number, 1, a.hash, UUID()]) })
        #expect(Set(ends) == [nil, "RC412 already_decided"])
      }
      try await expectConsistent(world, decisions: Self.rounds)
    }
  }

  @Test("withdraw against approve: one wins, the other finds the state changed")
  func withdrawal() async throws {
    try await World.with { world in
      let (reviewer, intake) = (try await world.connect(.reviewer), try await world.connect(.intake))
      var approved = 0
      for round in 1...Self.rounds {
        let a = try await world.submit(round)
        let ends = try await race(
          { _ = try await reviewer.decide(SQLDecisionTests.approve, [a.number, 1, a.hash, UUID()]) },
          {
            _ = try await intake.query(
              "SELECT review.intake_withdraw($1, '99', $2)", [a.number, World.idNumber(round)])
          })
        #expect(Set(ends) == [nil, "RC409 wrong_state"])
        approved += ends[0] == nil ? 1 : 0
      }
      try await expectConsistent(world, decisions: approved)
      #expect(
        try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'withdrawn'")
          == Self.rounds - approved)
    }
  }

  @Test("the same call twice, as after a lost connection: one decision, one answer repeated")
  func sameKey() async throws {
    try await World.with { world in
      let (one, two) = (try await world.connect(.reviewer), try await world.connect(.reviewer))
      for round in 1...Self.rounds {
        let a = try await world.submit(round)
        let key = UUID()
        async let first: Bool = one.decide(
          "SELECT repeated FROM review.application_approve($1, 1, $2, $3)", [a.number, a.hash, key])[0][0]
        async let second: Bool = two.decide(
          "SELECT repeated FROM review.application_approve($1, 1, $2, $3)", [a.number, a.hash, key])[0][0]
        let repeated = try await [first, second]
        #expect(Set(repeated) == [true, false])
      }
      try await expectConsistent(world, decisions: Self.rounds)
    }
  }

  @Test("two nexts never get the same, and none is told empty while something waits")
  func nexts() async throws {
    try await World.with { world in
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      for round in 1...Self.rounds {
        _ = try await world.submit(2 * round)
        _ = try await world.submit(2 * round + 1)
        async let one = reviewer.text("SELECT number FROM review.application_next()")
        async let two = colleague.text("SELECT number FROM review.application_next()")
        let numbers = try await [one, two]
        #expect(numbers[0] != nil && numbers[1] != nil && numbers[0] != numbers[1])
      }
      #expect(
        try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'claimed'") == 2 * Self.rounds)
    }
  }

  @Test("one person submitting twice at once has one application")
  func submissions() async throws {
    try await World.with { world in
      let (one, two) = (try await world.connect(.intake), try await world.connect(.intake))
      for round in 1...Self.rounds {
        let ends = try await race(
          { _ = try await world.submit(round, as: one) }, { _ = try await world.submit(round, as: two) })
        #expect(Set(ends) == [nil, "RC450 duplicate_application"])
      }
      #expect(try await world.owner.count("SELECT count(*) FROM review.submission") == Self.rounds)
    }
  }
}
