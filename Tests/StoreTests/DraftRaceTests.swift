import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// One person in two windows, and the bureau at the same instant.
@Suite(.serialized, .timeLimit(.minutes(30))) struct DraftRaceTests {
  static let rounds = 100

  /// Runs both at once and says how each ended: nil for done, or the refusal's word.
  static func race(
    _ first: @Sendable @escaping () async throws -> Void, _ second: @Sendable @escaping () async throws -> Void
  ) async throws -> [Refusal.Word?] {
    async let a = DraftTests.word(first)
    async let b = DraftTests.word(second)
    return try await [a, b]
  }

  static func withStores(_ body: @Sendable (World, IntakeStore, IntakeStore) async throws -> Void) async throws {
    try await World.with { world in
      try await body(
        world, IntakeStore(connection: try await world.connect(.intake)),
        IntakeStore(connection: try await world.connect(.intake)))
    }
  }

  @Test("two starts: one application, the other is told of it")
  func starts() async throws {
    try await Self.withStores { world, one, two in
      for person in 1...Self.rounds {
        let ends = try await Self.race(
          { _ = try await DraftTests.start(one, person) }, { _ = try await DraftTests.start(two, person) })
        #expect(Set(ends) == [nil, .duplicateApplication])
      }
      #expect(try await world.owner.count("SELECT count(*) FROM review.application") == Self.rounds)
      #expect(
        try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'started'") == Self.rounds)
    }
  }

  @Test("two saves of what was read: one is kept, the other has to read again")
  func saves() async throws {
    try await Self.withStores { world, one, two in
      let key = DraftTests.key(1)
      var version = try await DraftTests.start(one, 1).version
      for round in 1...Self.rounds {
        let read = version
        let ends = try await Self.race(
          { _ = try await one.save(["round": .integer(round), "by": 1], expecting: read, of: key) },
          { _ = try await two.save(["round": .integer(round), "by": 2], expecting: read, of: key) })
        #expect(Set(ends) == [nil, .draftChanged])
        let draft = try #require(try await one.draft(of: key))
        #expect(draft.version == read + 1)
        #expect(draft.answers["by"] == (ends[0] == nil ? 1 : 2))
        version = draft.version
      }
    }
  }

  @Test("the same place filled twice: one is new, one replaces it, one file is there")
  func places() async throws {
    try await Self.withStores { world, one, two in
      let key = DraftTests.key(1)
      _ = try await DraftTests.start(one, 1)
      for n in 1...Self.rounds {
        async let first = one.attach(DraftTests.file(n: n), of: key)
        async let second = two.attach(DraftTests.file(n: n, "cd"), of: key)
        #expect(try await Set([first, second]) == [true, false])
      }
      #expect(try await one.draft(of: key)?.attachments.count == Self.rounds)
    }
  }

  @Test("a file replaced while it is submitted: what was judged is what is submitted, or nothing is")
  func replacement() async throws {
    try await Self.withStores { world, one, two in
      var submitted = 0
      for person in 1...Self.rounds {
        let key = DraftTests.key(person)
        _ = try await DraftTests.start(one, person)
        _ = try await one.attach(DraftTests.file(), of: key)
        let document = try DraftTests.document(person, version: 1)
        let ends = try await Self.race(
          { _ = try await one.submit(document) },
          { _ = try await two.attach(DraftTests.file("photo", n: 1, "cd"), of: key) })
        #expect([[nil, .wrongState], [.draftChanged, nil]].contains(ends))
        submitted += ends[0] == nil ? 1 : 0
      }
      #expect(try await world.owner.count("SELECT count(*) FROM review.submission") == submitted)
      #expect(
        try await world.owner.count("SELECT count(*) FROM review.attachment WHERE sha256 LIKE 'abab%'") == submitted)
    }
  }

  @Test("withdrawn while a reviewer takes it: one of them has it")
  func withdrawal() async throws {
    try await Self.withStores { world, one, _ in
      let reviewer = try await world.connect(.reviewer)
      var withdrawn = 0
      for person in 1...Self.rounds {
        let receipt = try await world.submit(person)
        async let taken = refusal(reviewer, "SELECT review.application_claim($1)", [receipt.number])
        async let back = DraftTests.word { _ = try await one.withdraw(of: DraftTests.key(person)) }
        let ends = try await (taken, back)
        #expect(ends == (nil, .wrongState) || ends == ("RC409 wrong_state", nil), "\(ends)")
        withdrawn += ends.1 == nil ? 1 : 0
      }
      for (state, count) in [("draft", withdrawn), ("in_review", Self.rounds - withdrawn)] {
        #expect(
          try await world.owner.count("SELECT count(*) FROM review.application WHERE state = $1", [state]) == count)
      }
    }
  }

  @Test("a notice in eight windows: the first look counts for all of them")
  func notice() async throws {
    try await World.with { world in
      try await world.owner.script(
        "UPDATE review.profile SET settings = settings || '{\"notices\": {\"notice\": 30}}' WHERE version = 'test'")
      let readings = try await withThrowingTaskGroup(of: Date.self) { group in
        for _ in 0..<8 {
          let store = IntakeStore(connection: try await world.connect(.intake))
          group.addTask { try await store.showNotice("notice", version: "test", to: DraftTests.key(1)).shownAt }
        }
        return try await group.reduce(into: Set<Date>()) { $0.insert($1) }
      }
      #expect(readings.count == 1)
    }
  }

  @Test("where the form says never, nothing is withdrawn")
  func never() async throws {
    try await World.with { world in
      try await world.owner.script(
        "UPDATE review.profile SET settings = settings || '{\"withdraw_until\": \"never\"}' WHERE version = 'test'")
      _ = try await world.submit(1)
      let store = IntakeStore(connection: try await world.connect(.intake))
      #expect(
        try await DraftTests.word { _ = try await store.withdraw(of: DraftTests.key(1)) } == .wrongState)
      #expect(try await store.status(of: DraftTests.key(1))?.state == .submitted)
    }
  }

  @Test("an approved person begins nothing new")
  func approved() async throws {
    try await World.with { world in
      let receipt = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.decide(SQLDecisionTests.approve, [receipt.number, 1, receipt.hash, UUID()])
      let store = IntakeStore(connection: try await world.connect(.intake))
      do {
        _ = try await DraftTests.start(store, 1)
        Issue.record("started beside an approved application")
      } catch StoreFailure.refused(let refusal) {
        #expect(refusal.word == .duplicateApplication && refusal["state"] == "approved")
        #expect(refusal["number"] == receipt.number)
      }
    }
  }
}
