import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// A draft that its applicant throws away, and one that goes on elsewhere, as the endpoint's role.
@Suite(.serialized, .timeLimit(.minutes(30))) struct DiscardTests {
  @Test("never submitted: everything goes but the record of it, and its number with it")
  func gone() async throws {
    try await World.with { world in
      let store = IntakeStore(connection: try await world.connect(.intake))
      let key = DraftTests.key(1)
      #expect(try await store.discard(of: key) == false)
      let begun = try await DraftTests.start(store, 1)
      try await store.attach(DraftTests.file(), of: key)
      #expect(try await DraftTests.word { try await store.discard(expecting: 1, of: key) } == .draftChanged)
      #expect(try await store.discard(expecting: 2, of: key))
      #expect(try await store.discard(expecting: 2, of: key) == false)
      #expect(try await store.draft(of: key) == nil)
      #expect(try await store.status(of: key) == nil)
      for table in ["application", "applicant", "draft_attachment"] {
        #expect(try await world.owner.count("SELECT count(*) FROM review.\(table)") == 0, "\(table)")
      }
      #expect(
        try await world.differenceOfLatestEvent(
          from: """
            {"actor": "applicant", "action": "discarded", "has_application": true, "revision": 0, "department_code": null,
             "subject": "\(begun.number)", "purpose": null, "detail": {"channel": "pc", "profile_version": "test", "files": 1}}
            """) == "")
      #expect(
        try await DraftTests.word { try await store.attach(DraftTests.file(), of: key) } == .notFound)
      #expect(
        try await DraftTests.word { _ = try await store.submit(try DraftTests.document(1, version: 2)) } == .notFound)
      #expect(try await DraftTests.start(store, 1).number != begun.number)
      // Nobody else's.
      _ = try await DraftTests.start(store, 2)
      #expect(try await store.discard(of: key))
      #expect(try await store.draft(of: DraftTests.key(2)) != nil)
    }
  }

  @Test(
    "returned: the draft is again what was submitted, file by file; with the bureau or approved nothing is discarded")
  func restored() async throws {
    try await World.with { world in
      let store = IntakeStore(connection: try await world.connect(.intake))
      let reviewer = try await world.connect(.reviewer)
      let key = DraftTests.key(1)
      _ = try await DraftTests.start(store, 1)
      try await store.attach(DraftTests.file(), of: key)
      let receipt = try await store.submit(try DraftTests.document(1, version: 2))
      func refuses() async throws -> Bool {
        try await DraftTests.word { try await store.discard(of: key) } == .wrongState
      }
      #expect(try await refuses())
      _ = try await reviewer.query("SELECT review.application_claim($1)", [receipt.number])
      #expect(try await refuses())
      _ = try await reviewer.decide(
        SQLDecisionTests.return, [receipt.number, 1, receipt.contentHash, #"[{"code": "T01"}]"#, nil, UUID()])
      let sent = try #require(try await store.draft(of: key))
      #expect(sent.state == .returned)
      // Nothing was changed: nothing is discarded, whatever tag is shown.
      #expect(try await store.discard(expecting: 999, of: key) == false)
      var answers = sent.answers
      answers["personal.remark"] = "改了"
      _ = try await store.save(answers, expecting: nil, of: key)
      try await store.attach(DraftTests.file("photo", n: 1, "cd"), of: key)
      try await store.attach(DraftTests.file("letter"), of: key)
      let edited = try #require(try await store.draft(of: key))
      #expect(edited.attachments.count == 2)
      #expect(try await DraftTests.word { try await store.discard(expecting: 1, of: key) } == .draftChanged)
      #expect(try await store.discard(expecting: edited.version, of: key))
      let back = try #require(try await store.draft(of: key))
      #expect(back.state == .returned && back.revision == 1 && back.answers == sent.answers)
      #expect(back.attachments.map(\.sha256) == sent.attachments.map(\.sha256))
      #expect(back.version == edited.version + 1 && back.answersVersion == back.version)
      #expect(try await store.discard(of: key) == false)
      #expect(try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'discarded'") == 1)
      // What only lost a file gets it back, and what was looked at stays looked at.
      #expect(try await store.detach(slot: "photo", n: 1, of: key))
      #expect(try await store.discard(of: key))
      #expect(try await store.draft(of: key)?.attachments.map(\.sha256) == sent.attachments.map(\.sha256))
      // From the window that is still open nothing old is saved.
      #expect(
        try await DraftTests.word { _ = try await store.save(answers, expecting: edited.version, of: key) }
          == .draftChanged)
      _ = try await store.save(answers, expecting: nil, of: key)
      let now = try #require(try await store.draft(of: key))
      let same = try #require(try DraftTests.document(1, version: now.version).object)
      let second = try await store.submit(.object(same.merging(["unchanged": true]) { $1 }))
      #expect(second.revision == 2)
      _ = try await reviewer.query("SELECT review.application_claim($1)", [receipt.number])
      _ = try await reviewer.decide(SQLDecisionTests.approve, [receipt.number, 2, second.contentHash, UUID()])
      #expect(try await refuses())
    }
  }

  @Test("beside an upload, a save, a submission, a start and an import it comes before or after")
  func races() async throws {
    try await DraftRaceTests.withStores { world, one, two in
      for person in 1...DraftRaceTests.rounds {
        let key = DraftTests.key(person)
        let begun = try await DraftTests.start(one, person)
        try await one.attach(DraftTests.file(), of: key)
        let document = try DraftTests.document(person, version: 2)
        let other: @Sendable () async throws -> Void =
          switch person % 5 {
          case 0: { try await two.attach(DraftTests.file("card"), of: key) }
          case 1: { _ = try await two.save(["identity.name": "测试甲"], expecting: 1, of: key) }
          case 2: { _ = try await two.submit(document) }
          case 3: { _ = try await DraftTests.start(two, person) }
          default: { _ = try await two.submit(try DraftTests.document(person)) }
          }
        let ends = try await DraftRaceTests.race({ try await one.discard(of: key) }, other)
        let draft = try await one.draft(of: key)
        switch (person % 5, ends[0], ends[1]) {
        case (0, nil, nil), (0, nil, .notFound?), (1, nil, nil), (1, nil, .notFound?), (2, nil, .notFound?):
          #expect(draft == nil)
        case (2, .wrongState?, nil), (4, .wrongState?, nil): #expect(draft?.state == .submitted)
        // The other came second, and found nobody.
        case (3, nil, nil): #expect(draft?.state == .draft && draft?.number != begun.number)
        case (3, nil, .duplicateApplication?): #expect(draft == nil)
        case (4, nil, nil): #expect(draft?.state == .submitted && draft?.number != begun.number)
        default: Issue.record("\(person % 5) \(ends)")
        }
      }
      #expect(
        try await world.owner.count(
          """
          SELECT (SELECT count(*) FROM review.applicant p WHERE NOT EXISTS (SELECT FROM review.application a WHERE a.applicant_id = p.id))
            + (SELECT count(*) FROM review.draft_attachment d WHERE NOT EXISTS (SELECT FROM review.application a WHERE a.id = d.application_id))
          """) == 0)
    }
  }

  @Test("another channel: the same draft; whoever has its answers open may save them, a submission must have seen it")
  func channel() async throws {
    try await World.with { world in
      let store = IntakeStore(connection: try await world.connect(.intake))
      let key = DraftTests.key(1)
      #expect(
        try await DraftTests.word { _ = try await store.goOn(through: "phone", commitment: nil, of: key) } == .notFound)
      _ = try await DraftTests.start(store, 1)
      try await store.attach(DraftTests.file(), of: key)
      let agreed = CommitmentRecord(accepted: true, version: "2", id: "pledge", text: "阅读并勾选承诺", language: .zh)
      let moved = try await store.goOn(through: "phone", commitment: agreed, of: key)
      #expect(moved.channel == "phone" && moved.version == 3 && moved.answersVersion == 1)
      #expect(moved.attachments.count == 1 && moved.commitments.map(\.text) == ["阅读并勾选承诺"])
      #expect(moved.commitments[0].at != nil && moved.commitments[0].language == .zh)
      #expect(try await store.goOn(through: "phone", commitment: nil, of: key) == moved)
      #expect(
        try await DraftTests.word { _ = try await store.goOn(through: "", commitment: nil, of: key) } == .badDocument)
      #expect(
        try await DraftTests.word { _ = try await store.submit(try DraftTests.document(1, version: 2)) }
          == .draftChanged)
      _ = try await store.save(["identity.name": "测试甲"], expecting: 1, of: key)
      // What was agreed to before filling goes with the revision, and stands beside what was agreed to at the submission.
      var members = try #require(try DraftTests.document(1, version: 4).object)
      members["commitment"] = CommitmentRecord(accepted: true, version: "1", id: "truth", text: "无误").json
      _ = try await store.submit(.object(members))
      let kept = try #require(try await store.draft(of: key)?.commitments)
      #expect(kept.map(\.id) == ["pledge", "truth"] && kept.map(\.text) == ["阅读并勾选承诺", "无误"])
      #expect(kept.allSatisfy { $0.at != nil })
      #expect(
        try await DraftTests.word { _ = try await store.goOn(through: "pc", commitment: nil, of: key) } == .wrongState)
    }
  }
}
