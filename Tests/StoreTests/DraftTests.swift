import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// The applicant's side: notice, draft, files, submission, status, as the endpoint's role.
@Suite struct DraftTests {
  static func key(_ person: Int) -> ApplicantKey {
    ApplicantKey(province: "zhejiang", idType: "99", idNumber: World.idNumber(person))
  }

  static func start(_ store: IntakeStore, _ person: Int, answers: Answers = ["identity.name": "测试甲"]) async throws
    -> ApplicationDraft
  {
    try await store.start(
      key(person), name: "测试甲", phone: "13800000000", profileVersion: "test", channel: "pc",
      commitment: CommitmentRecord(accepted: true, version: "1"), answers: answers)
  }

  static func file(_ slot: String = "photo", n: Int = 1, _ byte: String = "ab") -> DraftAttachment {
    DraftAttachment(
      slot: slot, n: n, sha256: String(repeating: byte, count: 32),
      facts: PictureFacts(kind: .jpeg, bytes: 70000, width: 500, height: 700, background: .blue, detail: 0.8),
      kind: .jpeg, bytes: 70000, originalName: "证件照.jpg", addedAt: Date())
  }

  static func document(_ person: Int, version: Int? = nil, key: String? = nil, fingerprint: String = "f") throws
    -> JSONValue
  {
    var document = try #require(JSONValue(sqlText: World.document(person)))
    var members = try #require(document.object)
    members["expected_version"] = version.map(JSONValue.integer)
    members["idempotency"] = key.map { ["key": .string($0), "fingerprint": .string(fingerprint)] }
    document = .object(members)
    return document
  }

  /// The word of the refusal; nil when it is none.
  static func word(_ body: () async throws -> Void) async throws -> Refusal.Word? {
    do {
      try await body()
      return nil
    } catch StoreFailure.refused(let refusal) { return refusal.word }
  }

  @Test("answers that are those of the draft need not be sent; without a draft's version they must be")
  func answersAtHand() async throws {
    try await World.with { world in
      let store = IntakeStore(connection: try await world.connect(.intake))
      let owner = world.owner
      let answers: Answers = ["identity.name": "测试乙", "identity.mobile": "13900000002", "personal.remark": "原样"]
      _ = try await Self.start(store, 2)
      _ = try await store.save(answers, expecting: 1, of: Self.key(2))
      func document(version: Int?, answers: JSONValue? = nil) throws -> JSONValue {
        var members = try #require(try Self.document(2, version: version).object)
        members["answers"] = answers
        members["attachments"] = []
        return .object(members)
      }
      for wrong in [
        try document(version: nil), try document(version: 2, answers: []), try document(version: 2, answers: .null),
      ] {
        #expect(try await Self.word { _ = try await store.submit(wrong) } == .badDocument)
      }
      #expect(try await Self.word { _ = try await store.submit(try document(version: 1)) } == .draftChanged)
      let receipt = try await store.submit(try document(version: 2))
      let row = try await owner.query(
        "SELECT s.answers, s.content_hash = review.content_hash(s.answers, '[]') AS is_hash FROM review.submission s")[
          0]
      #expect(try row.decode("answers", as: JSONValue.self) == .object(answers.values))
      #expect(try row["is_hash"] == true)
      // Withdrawn, it is the draft again; returned, what was submitted last.
      _ = try await store.withdraw(of: Self.key(2))
      let again = try #require(try await store.draft(of: Self.key(2)))
      #expect(try await store.submit(try document(version: again.version)).contentHash == receipt.contentHash)
    }
  }

  @Test("from the start to the next revision: the draft is what was saved, the files stay")
  func life() async throws {
    try await World.with { world in
      let store = IntakeStore(connection: try await world.connect(.intake))
      let reviewer = try await world.connect(.reviewer)
      let key = Self.key(1)
      #expect(try await store.draft(of: key) == nil)
      #expect(try await store.status(of: key) == nil)
      let begun = try await Self.start(store, 1)
      #expect(begun.state == .draft && begun.revision == 0 && begun.version == 1 && begun.attachments.isEmpty)
      let agreed = try #require(begun.commitments.first)
      #expect(begun.commitments.count == 1 && agreed.accepted && agreed.version == "1" && agreed.at != nil)
      #expect(try await store.draft(of: key) == begun)
      #expect(try await Self.word { _ = try await Self.start(store, 1) } == .duplicateApplication)

      let saved = try await store.save(["identity.name": "测试甲", "work.has_unit": false], expecting: 1, of: key)
      #expect(saved.version == 2)
      #expect(try await Self.word { _ = try await store.save([:], expecting: 1, of: key) } == .draftChanged)
      #expect(try await store.attach(Self.file(), of: key))
      #expect(try await !store.attach(Self.file("photo", n: 1, "cd"), of: key))
      #expect(try await store.attach(Self.file("card"), of: key))
      #expect(try await store.detach(slot: "card", n: 1, of: key))
      #expect(try await !store.detach(slot: "card", n: 1, of: key))
      #expect(try await !store.attach(Self.file(), of: key))
      let draft = try #require(try await store.draft(of: key))
      #expect(draft.answers == ["identity.name": "测试甲", "work.has_unit": false])
      #expect(draft.attachments.map(\.facts) == [Self.file().facts])
      #expect(try await store.status(of: key)?.state == .draft)

      // What was judged must be what is there.
      #expect(
        try await Self.word { _ = try await store.submit(try Self.document(1, version: 1)) } == .draftChanged)
      let other = try #require(
        try Self.document(1, version: draft.version).canonicalJSON.replacing("abab", with: "cdcd") as String?)
      #expect(
        try await Self.word { _ = try await store.submit(try #require(JSONValue(sqlText: other))) } == .draftChanged)
      let receipt = try await store.submit(try Self.document(1, version: draft.version))
      #expect(receipt.revision == 1 && receipt.number == begun.number && receipt.state == .submitted)
      for attempt in [
        { _ = try await store.save([:], expecting: nil, of: key) },
        { _ = try await store.attach(Self.file(), of: key) },
        { _ = try await store.detach(slot: "photo", n: 1, of: key) },
      ] as [() async throws -> Void] {
        #expect(try await Self.word(attempt) == .wrongState)
      }
      let kept = try #require(try await store.draft(of: key))
      #expect(kept.state == .submitted && kept.attachments.count == 1 && kept.answers["identity.mobile"] != nil)

      _ = try await reviewer.query("SELECT review.application_claim($1)", [receipt.number])
      #expect(try await Self.word { _ = try await store.withdraw(of: key) } == .wrongState)
      #expect(try await store.status(of: key)?.state == .inReview)
      _ = try await reviewer.decide(
        SQLDecisionTests.return,
        [receipt.number, 1, receipt.contentHash, #"[{"code": "T01", "target": "photo"}]"#, "请重拍", UUID()])
      let status = try #require(try await store.status(of: key))
      let decision = try #require(status.decision)
      #expect(decision.outcome == "returned" && decision.note == "请重拍")
      #expect(
        decision.reasons == [
          .init(code: "T01", target: "photo", text: "照片模糊", hint: "请重新拍照", remark: nil, row: nil, place: nil)
        ])
      #expect(status.notifications.map(\.event) == ["returned"])
      #expect(status.notifications.first?.recipient == "1*********0")
      #expect(status.history.map(\.action) == ["started", "submitted", "returned"])

      let again = try #require(try await store.draft(of: key))
      #expect(again.state == .returned && again.answers == kept.answers && again.attachments == kept.attachments)
      _ = try await store.save(again.answers, expecting: again.version, of: key)
      let same = try Self.document(1, version: again.version + 1)
      #expect(try await Self.word { _ = try await store.submit(same) } == .unchanged)
      let second = try await store.submit(.object((same.object ?? [:]).merging(["unchanged": true]) { $1 }))
      #expect(second.revision == 2)
      #expect(try await store.status(of: key)?.decision == nil)
      let back = try await store.withdraw(of: key)
      #expect(back.state == .draft)
      #expect(try await store.status(of: key)?.decision?.outcome == "returned")
      #expect(try await store.draft(of: key)?.attachments.count == 1)
      #expect(try await Self.word { _ = try await store.withdraw(of: key) } == .wrongState)
    }
  }

  @Test("a notice must have been shown, and its seconds be over by the database's clock")
  func countdown() async throws {
    try await World.with { world in
      try await world.owner.script(
        "UPDATE review.profile SET settings = settings || '{\"notices\": {\"first\": 0, \"second\": 30}}' WHERE version = 'test'"
      )
      let store = IntakeStore(connection: try await world.connect(.intake))
      let key = Self.key(1)
      #expect(try await Self.word { _ = try await Self.start(store, 1) } == .noticeUnread)
      #expect(try await Self.word { _ = try await store.showNotice("third", version: "test", to: key) } == .badDocument)
      let first = try await store.showNotice("first", version: "test", to: key)
      let second = try await store.showNotice("second", version: "test", to: key)
      #expect(try await store.showNotice("first", version: "test", to: key).shownAt == first.shownAt)
      #expect(second.shownAt <= second.now)
      do {
        _ = try await Self.start(store, 1)
        Issue.record("started before the countdown was over")
      } catch StoreFailure.refused(let refusal) {
        #expect(refusal.word == .noticeCountdown && refusal["notice"] == "second")
        // Thirty, less what has gone by since.
        let gone = try await world.owner.count(
          """
          SELECT ceil(extract(epoch FROM clock_timestamp() - shown_at))::integer FROM review.notice_reading
          WHERE notice = 'second'
          """)
        #expect((max(1, 30 - gone)...30).contains(Int(refusal["seconds_left"] ?? "") ?? 0))
      }
      // Nobody else's reading counts.
      #expect(try await Self.word { _ = try await Self.start(store, 2) } == .noticeUnread)
      try await world.owner.script("UPDATE review.notice_reading SET shown_at = shown_at - interval '31 seconds'")
      #expect(try await Self.start(store, 1).state == .draft)
    }
  }

  @Test("the same key and request get the same receipt, another request with the key is refused")
  func idempotency() async throws {
    try await World.with { world in
      let store = IntakeStore(connection: try await world.connect(.intake))
      _ = try await Self.start(store, 1)
      _ = try await store.attach(Self.file(), of: Self.key(1))
      let document = try Self.document(1, version: 2, key: "k1")
      let first = try await store.submit(document)
      #expect(try await store.submit(document) == first)
      #expect(
        try await Self.word {
          _ = try await store.submit(try Self.document(1, version: 2, key: "k1", fingerprint: "g"))
        }
          == .keyReused)
      #expect(
        try await Self.word { _ = try await store.submit(try Self.document(1, version: 2, key: "k2")) }
          == .duplicateApplication)
      #expect(try await world.owner.count("SELECT count(*) FROM review.submission") == 1)
    }
  }

  @Test("fifty at once by one person: one revision; with one key all get its receipt")
  func atOnce() async throws {
    try await World.with { world in
      let connections = try await withThrowingTaskGroup(of: Connection.self) { group in
        for _ in 0..<8 { group.addTask { try await world.connect(.intake) } }
        return try await group.reduce(into: [Connection]()) { $0.append($1) }
      }
      for (person, key) in [(1, nil), (2, "same")] as [(Int, String?)] {
        let store = IntakeStore(connection: connections[0])
        _ = try await Self.start(store, person)
        _ = try await store.attach(Self.file(), of: Self.key(person))
        let document = try Self.document(person, version: 2, key: key)
        let numbers = try await withThrowingTaskGroup(of: String?.self) { group in
          for turn in 0..<50 {
            group.addTask {
              do {
                return try await IntakeStore(connection: connections[turn % 8]).submit(document).number
              } catch StoreFailure.refused(let refusal) {
                #expect([.duplicateApplication, .draftChanged].contains(refusal.word))
                return nil
              }
            }
          }
          return try await group.reduce(into: [String?]()) { $0.append($1) }.compactMap { $0 }
        }
        #expect(numbers.count == (key == nil ? 1 : 50))
        #expect(Set(numbers).count == 1)
      }
      #expect(try await world.owner.count("SELECT count(*) FROM review.submission") == 2)
      #expect(try await world.owner.count("SELECT count(*) FROM review.event WHERE action = 'submitted'") == 2)
    }
  }

  @Test("what came by another channel can be corrected: its files become the draft's")
  func imported() async throws {
    try await World.with { world in
      let receipt = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.query("SELECT review.application_claim($1)", [receipt.number])
      _ = try await reviewer.decide(
        SQLDecisionTests.return, [receipt.number, 1, receipt.hash, #"[{"code": "T01"}]"#, nil, UUID()])
      let store = IntakeStore(connection: try await world.connect(.intake))
      let draft = try #require(try await store.draft(of: Self.key(1)))
      #expect(draft.attachments.map(\.slot) == ["photo"] && draft.attachments[0].facts == nil)
      #expect(try await store.detach(slot: "photo", n: 1, of: Self.key(1)))
      #expect(try await store.draft(of: Self.key(1))?.attachments == [])
      // Taken in by the other channel again: what is there now came from there.
      _ = try await world.submit(1)
      #expect(try await store.draft(of: Self.key(1))?.attachments.count == 1)
    }
  }

  @Test("nobody but the endpoint, and nobody's but the named person's")
  func rights() async throws {
    try await World.with { world in
      let store = IntakeStore(connection: try await world.connect(.intake))
      _ = try await Self.start(store, 1)
      for (province, type, number) in [
        ("jiangsu", "99", World.idNumber(1)), ("zhejiang", "01", World.idNumber(1)), ("zhejiang", "99", "T1"),
        ("zhejiang", "99", "' OR true --"), ("", "", ""),
      ] {
        let key = ApplicantKey(province: province, idType: type, idNumber: number)
        #expect(try await store.draft(of: key) == nil)
        #expect(try await Self.word { _ = try await store.save([:], expecting: nil, of: key) } == .notFound)
        #expect(try await Self.word { _ = try await store.withdraw(of: key) } == .notFound)
      }
      for person in [World.Person.reviewer, .manager, .helpdesk, .administrator] {
        let connection = try await world.connect(person)
        for call in [
          "review.intake_draft('zhejiang', '99', 'x')", "review.intake_status('zhejiang', '99', 'x')",
          "review.intake_save('zhejiang', '99', 'x', '{}')",
        ] { #expect(try await refusal(connection, "SELECT * FROM \(call)") == "42501", "\(person) \(call)") }
        for table in ["draft_attachment", "notice_reading", "submission_key"] {
          #expect(try await refusal(connection, "SELECT * FROM review.\(table)") == "42501")
        }
        #expect(try await refusal(connection, "SELECT draft FROM review.application") == "42501")
      }
    }
  }

  @Test(
    "rubbish is refused by the database too",
    arguments: [
      #"{"slot": "photo", "n": 0}"#, #"{"slot": "", "n": 1}"#, #"{"slot": "photo", "n": 101}"#,
      #"{"slot": "photo", "n": "x"}"#,
      #"{"slot": "photo", "n": 1, "sha256": "AB", "bytes": 1, "kind": "jpeg"}"#, "{}", "[]", "null",
    ])
  func rubbish(file: String) async throws {
    try await World.with { world in
      let intake = try await world.connect(.intake)
      _ = try await Self.start(IntakeStore(connection: intake), 1)
      #expect(
        try await refusal(
          intake, "SELECT review.intake_attach('zhejiang', '99', $1, $2)", [World.idNumber(1), file])
          == "RC460 bad_document")
      for answers in ["[]", "null", "1"] {
        #expect(
          try await refusal(
            intake, "SELECT * FROM review.intake_save('zhejiang', '99', $1, $2)", [World.idNumber(1), answers])
            == "RC460 bad_document")
      }
      for document in [
        "{}", #"{"province": "zhejiang"}"#,
        #"{"province": "none", "profile_version": "x", "channel": "c", "id_type": "1", "id_number": "1", "name": "n", "answers": {}}"#,
        #"{"province": "zhejiang", "profile_version": "test", "channel": "c", "id_type": "1", "id_number": "1", "name": "n", "answers": 1}"#,
      ] {
        #expect(try await refusal(intake, "SELECT review.intake_start($1)", [document]) == "RC460 bad_document")
      }
    }
  }
}
