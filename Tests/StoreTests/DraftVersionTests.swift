import Domain
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// What changes a draft, what an applicant sees of an application that is not theirs to edit, and what repeating a request changes.
@Suite struct DraftVersionTests {
  private static let key = DraftTests.key(7)

  /// Submits with the files that the draft has.
  private func submit(_ store: IntakeStore, version: Int, key: String? = nil) async throws -> Receipt {
    try await store.submit(try await document(store, version: version, key: key))
  }

  private func document(_ store: IntakeStore, version: Int, key: String? = nil) async throws -> JSONValue {
    var members = try #require(try DraftTests.document(7, version: version, key: key).object)
    members["attachments"] = .array(try await store.draft(of: Self.key)?.attachments.map(\.stored) ?? [])
    return .object(members)
  }

  @Test("a file that comes or goes is a change of the draft; one that is only looked at again is none")
  func files() async throws {
    try await World.with { world in
      let store = IntakeStore(connection: try await world.connect(.intake))
      _ = try await DraftTests.start(store, 7)
      var version = 1
      let steps: [(isChange: Bool, step: @Sendable () async throws -> Void)] = [
        (true, { _ = try await store.attach(DraftTests.file(), of: Self.key) }),
        (false, { _ = try await store.attach(DraftTests.file(), of: Self.key) }),
        (true, { _ = try await store.attach(DraftTests.file("photo", n: 1, "cd"), of: Self.key) }),
        (true, { _ = try await store.attach(DraftTests.file("card"), of: Self.key) }),
        (true, { _ = try await store.detach(slot: "card", n: 1, of: Self.key) }),
        (false, { _ = try await store.detach(slot: "card", n: 1, of: Self.key) }),
      ]
      for (isChange, step) in steps {
        try await step()
        let draft = try #require(try await store.draft(of: Self.key))
        #expect(draft.version == version + (isChange ? 1 : 0) && draft.answersVersion == 1)
        version = draft.version
      }
      // What was judged before the last upload is refused, so that no file is left out unseen.
      #expect(try await DraftTests.word { _ = try await submit(store, version: version - 1) } == .draftChanged)
      #expect(try await submit(store, version: version).revision == 1)
    }
  }

  @Test("whoever saw the answers as they are may save, whatever files came meanwhile; nobody else")
  func answersBesideFiles() async throws {
    try await World.with { world in
      let store = IntakeStore(connection: try await world.connect(.intake))
      _ = try await DraftTests.start(store, 7)
      _ = try await store.attach(DraftTests.file(), of: Self.key)
      _ = try await store.attach(DraftTests.file("card"), of: Self.key)
      let saved = try await store.save(["identity.name": "测试甲"], expecting: 1, of: Self.key)
      #expect(saved.version == 4)
      for stale in [1, 2, 3, 5] {
        #expect(
          try await DraftTests.word { _ = try await store.save([:], expecting: stale, of: Self.key) } == .draftChanged)
      }
      #expect(try await store.save(["identity.name": "测试甲"], expecting: 4, of: Self.key).version == 5)
    }
  }

  @Test("what is saved or uploaded while it is returned, and not sent, is not shown as what is reviewed or approved")
  func unsentEdits() async throws {
    try await World.with { world in
      let store = IntakeStore(connection: try await world.connect(.intake))
      let manager = try await world.connect(.manager)
      _ = try await DraftTests.start(store, 7)
      _ = try await store.attach(DraftTests.file(), of: Self.key)
      let receipt = try await submit(store, version: 2)
      try await manager.decide(
        "SELECT review.application_return($1, 1, $2, '[{\"code\": \"T01\"}]', NULL, gen_random_uuid())",
        [receipt.number, receipt.contentHash])
      let returned = try #require(try await store.draft(of: Self.key))
      let submitted = returned.answers
      _ = try await store.save(["work.unit_name": "没有提交的改动"], expecting: returned.version, of: Self.key)
      _ = try await store.attach(DraftTests.file("card"), of: Self.key)
      let edited = try #require(try await store.draft(of: Self.key))
      #expect(edited.answers == ["work.unit_name": "没有提交的改动"] && edited.attachments.count == 2)

      try await manager.query("SELECT review.application_reopen($1, '重审')", [receipt.number])
      let reopened = try #require(try await store.draft(of: Self.key))
      #expect(reopened.answers == submitted && reopened.attachments.map(\.slot) == ["photo"])
      try await manager.decide(
        "SELECT review.application_approve($1, 1, $2, gen_random_uuid())", [receipt.number, receipt.contentHash])
      let approved = try #require(try await store.draft(of: Self.key))
      #expect(
        approved.state == .approved && approved.answers == submitted && approved.attachments.map(\.slot) == ["photo"])

      // Returned again, the applicant goes on where they were.
      try await manager.query("SELECT review.application_reopen($1, '重审')", [receipt.number])
      try await manager.decide(
        "SELECT review.application_return($1, 1, $2, '[{\"code\": \"T01\"}]', NULL, gen_random_uuid())",
        [receipt.number, receipt.contentHash])
      let again = try #require(try await store.draft(of: Self.key))
      #expect(again.answers == edited.answers && again.attachments.count == 2)
    }
  }

  @Test("asking for an earlier receipt, and repeating a submission, change nothing about the person")
  func receipts() async throws {
    try await World.with { world in
      let store = IntakeStore(connection: try await world.connect(.intake))
      _ = try await DraftTests.start(store, 7)
      let first = try await submit(store, version: 1, key: "k1")
      let asked: JSONValue = ["key": "k1", "fingerprint": "f"]
      #expect(try await store.receipt(for: asked, of: Self.key) == first)
      #expect(try await store.receipt(for: ["key": "k2", "fingerprint": "f"], of: Self.key) == nil)
      #expect(try await store.receipt(for: asked, of: DraftTests.key(8)) == nil)
      #expect(
        try await DraftTests.word {
          _ = try await store.receipt(for: ["key": "k1", "fingerprint": "other"], of: Self.key)
        } == .keyReused)

      var other = try #require(try await document(store, version: 1, key: "k1").object)
      other["identity"] = [
        "id_type": "99", "id_number": .string(World.idNumber(7)), "name": "改名", "phone": "13999999999",
      ]
      let before = try await world.owner.text("SELECT format('%s %s %s', name, phone, xmin) FROM review.applicant")
      #expect(try await store.submit(.object(other)) == first)
      #expect(
        try await world.owner.text("SELECT format('%s %s %s', name, phone, xmin) FROM review.applicant") == before)
    }
  }
}
