import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// Files, hashes and reasons belong to rows, wherever these stand.
@Suite struct RowFilesTests {
  /// A draft with two rows and their certificates.
  static func with(_ body: @Sendable (World, IntakeStore) async throws -> Void) async throws {
    try await World.with { world in
      try await world.takeCertificates()
      let store = IntakeStore(connection: try await world.connect(.intake))
      _ = try await DraftTests.start(store, 1)
      try await store.save(rows: TestRows("A B").json, of: 1)
      for (n, byte) in [(1, "aa"), (2, "bb")] {
        _ = try await store.attach(DraftTests.file("certificate", n: n, byte), of: DraftTests.key(1))
      }
      try await body(world, store)
    }
  }

  static func giveBack(_ world: World, _ receipt: Receipt, _ reasons: String = #"[{"code": "T01"}]"#) async throws {
    try await world.with(.reviewer) { reviewer in
      _ = try await reviewer.query("SELECT review.application_claim($1)", [receipt.number])
      _ = try await reviewer.decide(
        SQLDecisionTests.return, [receipt.number, receipt.revision, receipt.contentHash, reasons, nil, UUID()])
    }
  }

  @Test("a row that is left out takes its file with it; the others keep theirs", arguments: ["B=2", "B"])
  func deleted(_ rows: String) async throws {
    try await Self.with { world, store in
      let saved = try await store.save(rows: TestRows(rows).json, of: 1)
      #expect(TestRows.numbers(.object(saved.answers.values)) == "2")
      #expect(saved.dropped == [.init(slot: "certificate", n: 1, originalName: "证件照.jpg")])
      #expect(try await world.certificates() == "2=bb")
      _ = try await store.submitDraft(of: 1)
      #expect(try await world.certificates(revision: 1) == "2=bb")
      #expect(
        try await world.owner.text("SELECT answers -> 'qualifications' -> 0 ->> 'row' FROM review.submission") == "2")
    }
  }

  @Test("rows that change places keep their files", arguments: ["B=2 A=1", "B A"])
  func swapped(_ rows: String) async throws {
    try await Self.with { world, store in
      let first = try await store.submitDraft(of: 1)
      _ = try await store.withdraw(of: DraftTests.key(1))
      let saved = try await store.save(rows: TestRows(rows).json, of: 1)
      #expect(TestRows.numbers(.object(saved.answers.values)) == "2 1" && saved.dropped.isEmpty)
      let second = try await store.submitDraft(of: 1)
      #expect(try await world.certificates(revision: 2) == "1=aa 2=bb" && first.contentHash != second.contentHash)
      let changed = try await world.with(.reviewer) {
        try await $0.text("SELECT count(*) FROM review.submission_changed_fields($1, 1, 2)", [first.number])
      }
      #expect(changed == "0")
    }
  }

  @Test("a number is never given twice, whatever was saved, sent or taken back in between")
  func neverAgain() async throws {
    try await Self.with { world, store in
      try await store.save(rows: TestRows("A=1").json, of: 1)
      #expect(
        TestRows.numbers(.object(try await store.save(rows: TestRows("A=1 C").json, of: 1).answers.values)) == "1 3")
      try await store.save(rows: [], of: 1)
      #expect(try await world.certificates() == nil)
      // The one that comes back says which it was; it is another row, and has no file.
      let back = try await store.save(rows: TestRows("A=1 B=2").json, of: 1)
      #expect(TestRows.numbers(.object(back.answers.values)) == "4 5")
      #expect(try await world.certificates() == nil)
      try await store.save(rows: [], of: 1)
      _ = try await store.submitDraft(of: 1)
      _ = try await store.withdraw(of: DraftTests.key(1))
      #expect(TestRows.numbers(.object(try await store.save(rows: TestRows("A").json, of: 1).answers.values)) == "6")
    }
  }

  @Test("a file for a row that is not there is refused by the database, too")
  func noRow() async throws {
    try await Self.with { (world, store) async throws in
      for n in [0, 3, 99] {
        let word = try await DraftTests.word {
          _ = try await store.attach(DraftTests.file("certificate", n: n), of: DraftTests.key(1))
        }
        #expect(word == .draftChanged)
      }
      // Other slots count their files.
      #expect(try await store.attach(DraftTests.file("photo", n: 3), of: DraftTests.key(1)))
      #expect(try await world.certificates() == "1=aa 2=bb")
    }
  }

  @Test("the identity is no content: the same rows and files with other numbers have the same hash, and are no change")
  func hash() async throws {
    try await Self.with { world, store in
      let first = try await store.submitDraft(of: 1)
      _ = try await store.withdraw(of: DraftTests.key(1))
      try await store.save(rows: TestRows("B=2").json, of: 1)
      try await store.save(rows: TestRows("A B=2").json, of: 1)
      _ = try await store.attach(DraftTests.file("certificate", n: 3, "aa"), of: DraftTests.key(1))
      let second = try await store.submitDraft(of: 1)
      #expect(try await world.certificates(revision: 2) == "2=bb 3=aa")
      #expect(first.contentHash == second.contentHash)
    }
  }

  @Test("an import needs no numbers: its files go by the place of their rows, and the same file twice is known")
  func imported() async throws {
    try await Self.with { world, store in
      let first = try await store.submitDraft(of: 1)
      try await Self.giveBack(world, first)
      try await store.save(rows: TestRows("B=2").json, of: 1)
      let administrator = ReviewStore(connection: try await world.connect(.administrator))
      func document(_ rows: String, _ bytes: String...) throws -> JSONValue {
        var document = try #require(try DraftTests.document(1).object)
        document["answers"] = .object(
          (document["answers"]?.object ?? [:]).merging(["qualifications": TestRows(rows).json]) { $1 })
        document["attachments"] = .array(
          bytes.enumerated().map { DraftTests.file("certificate", n: $0.offset + 1, $0.element).stored })
        return .object(document)
      }
      for wrong in [try document("C B", "cc", "bb", "dd"), try document("", "cc")] {
        #expect(try await DraftTests.word { _ = try await administrator.submit(wrong) } == .badDocument)
      }
      // C is new; B is the row that is there.
      let receipt = try await administrator.submit(try document("C B", "cc", "bb"))
      #expect(receipt.revision == 2)
      #expect(try await world.certificates(revision: 2) == "2=bb 3=cc")
      try await Self.giveBack(world, receipt)
      #expect(
        try await DraftTests.word { _ = try await administrator.submit(try document("C B", "cc", "bb")) }
          == .duplicateApplication)
      #expect(
        try await DraftTests.word { _ = try await administrator.submit(try document("C=9 B=4")) }
          != .duplicateApplication)
      await administrator.connection.close()
    }
  }

  @Test("a reason speaks of the row that was reviewed, wherever it is now")
  func reasons() async throws {
    try await Self.with { world, store in
      let receipt = try await store.submitDraft(of: 1)
      try await Self.giveBack(
        world, receipt,
        """
        [{"code": "T01", "target": "qualifications[2].level"}, {"code": "T01", "target": "certificate/1"},
         {"code": "T01", "target": "photo"}, {"code": "T01", "target": "qualifications[9].level"}]
        """)
      func told() async throws -> [String] {
        try #require(try await store.status(of: DraftTests.key(1))?.decision).reasons.map {
          "\($0.target ?? "") \($0.row ?? 0) \($0.place ?? 0)"
        }
      }
      let still = ["photo 0 0", "qualifications[9].level 0 0"]
      #expect(try await told() == ["qualifications[2].level 2 2", "certificate/1 1 1"] + still)
      try await store.save(rows: TestRows("C B=2 A=1").json, of: 1)
      #expect(try await told() == ["qualifications[2].level 2 2", "certificate/1 1 3"] + still)
      try await store.save(rows: TestRows("B* C").json, of: 1)
      #expect(try await told() == ["qualifications[2].level 2 1", "certificate/1 1 0"] + still)
      // The bureau reads it of the revision that it opens.
      _ = try await store.submitDraft(of: 1)
      let reviewer = ReviewStore(connection: try await world.connect(.reviewer))
      for (revision, places) in [(1, [2, 1, 0, 0]), (2, [1, 0, 0, 0])] {
        let opened = try await reviewer.open(receipt.number, revision: revision)
        #expect(opened.lastReturn?.reasons.map { $0.place ?? 0 } == places)
        #expect(opened.lastReturn?.reasons.map { $0.row ?? 0 } == [2, 1, 0, 0])
      }
      await reviewer.connection.close()
    }
  }

  @Test("fields that changed are those of the row, named by its place now; a row that is gone is one")
  func changes() async throws {
    try await Self.with { world, store in
      let number = try await store.submitDraft(of: 1).number
      for rows in ["C B*=2", "B=2 C=3 A"] {
        _ = try await store.withdraw(of: DraftTests.key(1))
        try await store.save(rows: TestRows(rows).json, of: 1)
        _ = try await store.submitDraft(of: 1)
      }
      let reviewer = ReviewStore(connection: try await world.connect(.reviewer))
      func changed(_ old: Int, _ new: Int) async throws -> [String] {
        try await reviewer.changedFields(number, from: old, to: new).map { "\($0) \($1)" }.sorted()
      }
      let cells = ["certificate_number", "level", "method", "obtained_on", "type"]
      #expect(
        try await changed(1, 2) == ["qualifications[1] removed"] + cells.map { "qualifications[1].\($0) added" }
          + ["qualifications[2].certificate_number changed"])
      #expect(
        try await changed(2, 3) == ["qualifications[1].certificate_number changed"]
          + cells.map { "qualifications[3].\($0) added" })
      #expect(
        try await changed(1, 3) == ["qualifications[1] removed"]
          + cells.flatMap { ["qualifications[2].\($0) added", "qualifications[3].\($0) added"] }.sorted())
      #expect(
        try await reviewer.changedFiles(number, from: 1, to: 3) == [.init(slot: "certificate", n: 1, change: "removed")]
      )
      await reviewer.connection.close()
    }
  }
}
