import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

/// What does not agree is found by its own check alone, and is put right where that is safe.
@Suite struct ReconciliationTests {
  /// What somebody did to the tables, and which check sees it.
  struct Fault: Sendable, CustomTestStringConvertible {
    let check: ReconciliationCheck
    let statements: String
    var testDescription: String { "\(check.rawValue): \(statements)" }

    init(_ check: ReconciliationCheck, _ statements: String) { (self.check, self.statements) = (check, statements) }
  }

  static let faults = [
    Fault(.decisionsTold, "DELETE FROM review.notification WHERE decision_id IS NOT NULL"),
    Fault(
      .decisionsEntered,
      "ALTER TABLE review.event DISABLE TRIGGER USER; DELETE FROM review.event WHERE action = 'returned'"),
    Fault(
      .decisionsEntered,
      """
      INSERT INTO review.event (actor, action, application_id, revision, department_code)
      SELECT actor, action, application_id, revision, department_code FROM review.event WHERE action = 'returned'
      """),
    Fault(
      .submissionsEntered,
      "ALTER TABLE review.event DISABLE TRIGGER USER; DELETE FROM review.event WHERE action = 'submitted' AND revision = 1"
    ),
    Fault(.revisions, "UPDATE review.application SET revision = revision + 1 WHERE state = 'in_review'"),
    Fault(
      .states, "UPDATE review.application SET decided_at = decided_at + interval '1 second' WHERE state = 'returned'"),
    Fault(.states, "UPDATE review.application SET decided_by = 'somebody' WHERE state = 'returned'"),
    Fault(.leases, "UPDATE review.application SET holder = 'nobody' WHERE state = 'in_review'"),
    Fault(.messages, "UPDATE review.notification SET state = 'sending', next_attempt_at = now() - interval '25 hours'"),
  ]

  /// One returned, one in somebody's hands.
  private func withCases(_ body: @Sendable (World, ContentStore) async throws -> Void) async throws {
    try await World.with { world in
      let (first, second) = (try await world.submit(1), try await world.submit(2))
      try await world.with(.reviewer) { reviewer in
        _ = try await reviewer.decide(
          SQLDecisionTests.return, [first.number, 1, first.hash, #"[{"code": "T01"}]"#, nil, UUID()])
        _ = try await reviewer.query("SELECT review.application_claim($1)", [second.number])
      }
      let folder = FileManager.default.temporaryDirectory.appending(path: "reconciliation-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: folder) }
      let store = ContentStore(root: folder.path(percentEncoded: false))
      try await keepFiles(world, store)
      try await body(world, store)
    }
  }

  /// A file for each that is on record.
  private func keepFiles(_ world: World, _ store: ContentStore) async throws {
    for row in try await world.owner.query("SELECT DISTINCT sha256, bytes, kind FROM review.attachment") {
      let (hash, bytes): (String, Int) = (try row["sha256"], try row["bytes"])
      let path = try #require(PictureKind(rawValue: try row["kind"]).flatMap { store.path(of: hash, as: $0) })
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data(count: bytes).write(to: URL(filePath: path))
    }
  }

  private func off(_ world: World, _ store: ContentStore, repairs: Bool = false) async throws -> [ReconciliationCheck] {
    try await Reconciliation.run(world.owner, attachments: store, repairs: repairs).filter(\.isOff).map(\.check)
  }

  @Test("each fault is seen by its check alone", arguments: faults)
  func fault(_ fault: Fault) async throws {
    try await withCases { world, store in
      #expect(try await off(world, store) == [])
      try await world.owner.script(fault.statements)
      #expect(try await off(world, store) == [fault.check])
      let results = try await Reconciliation.run(world.owner, attachments: store, repairs: true)
      let result = try #require(results.first { $0.check == fault.check })
      #expect(result.off > 0 && result.total >= result.off && !result.examples.isEmpty)
      #expect(result.isOff != fault.check.isRepairable)
      #expect(try await off(world, store) == (fault.check.isRepairable ? [] : [fault.check]))
    }
  }

  @Test("what is withdrawn, and a change that is returned and given up, leave nothing off")
  func takenBack() async throws {
    try await withCases { world, store in
      try await world.owner.script(
        "UPDATE review.profile SET settings = settings || '{\"change\": true}' WHERE version = 'test'")
      let (third, fourth) = (try await world.submit(3), try await world.submit(4))
      _ = try await world.owner.query(
        "SELECT review.intake_withdraw($1, '99', $2)", [fourth.number, World.idNumber(4)])
      try await world.with(.reviewer) { reviewer in
        try await reviewer.decide(
          "SELECT review.application_approve($1, $2, $3, $4)", [third.number, 1, third.hash, UUID()])
        let change = try await world.change(3)
        try await reviewer.decide(
          SQLDecisionTests.return, [change.number, 2, change.hash, #"[{"code": "T01"}]"#, nil, UUID()])
      }
      _ = try await world.owner.query("SELECT review.intake_discard('zhejiang', '99', $1)", [World.idNumber(3)])
      try await keepFiles(world, store)
      #expect(
        try await world.owner.count("SELECT revision FROM review.application WHERE number = '\(third.number)'") == 1)
      #expect(try await off(world, store) == [])
    }
  }

  @Test(
    "files: those on record that are not there, or of another size; those there that are nobody's; what is half written"
  )
  func files() async throws {
    try await withCases { world, store in
      let rows = try await world.owner.query(
        "SELECT DISTINCT sha256, kind, bytes FROM review.attachment ORDER BY sha256 LIMIT 1")
      let row = try #require(rows.first)
      let (hash, bytes): (String, Int) = (try row["sha256"], try row["bytes"])
      let path = try #require(PictureKind(rawValue: try row["kind"]).flatMap { store.path(of: hash, as: $0) })
      try Data(count: bytes + 1).write(to: URL(filePath: path))
      #expect(try await off(world, store, repairs: true) == [.filesThere])
      try FileManager.default.removeItem(atPath: path)
      #expect(try await off(world, store, repairs: true) == [.filesThere])
      try Data(count: bytes).write(to: URL(filePath: path))
      // Of the last day nothing is nobody's; what is no content of the store is nobody's business.
      let stray = try store.add([1, 2, 3], .jpeg)
      let upload = try store.upload()
      try upload.write([4, 5, 6][...])
      let note = URL(filePath: "\(store.root)/README.txt")
      try Data("x".utf8).write(to: note)
      #expect(try await off(world, store, repairs: true) == [])
      let old = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -90_000)]
      let half = try #require(FileManager.default.contentsOfDirectory(atPath: "\(store.root)/incoming").first)
      for path in [stray.path, "\(store.root)/incoming/\(half)", note.path(percentEncoded: false)] {
        try FileManager.default.setAttributes(old, ofItemAtPath: path)
      }
      #expect(try await off(world, store) == [.filesNamed, .incoming])
      // Sent once more, it is somebody's again.
      _ = try store.add([1, 2, 3], .jpeg)
      #expect(try await off(world, store) == [.incoming])
      try FileManager.default.setAttributes(old, ofItemAtPath: stray.path)
      #expect(try await off(world, store, repairs: true) == [])
      #expect(!FileManager.default.fileExists(atPath: stray.path))
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(store.root)/incoming") == [])
      #expect(FileManager.default.fileExists(atPath: note.path(percentEncoded: false)))
      #expect(try await off(world, store) == [])
    }
  }
}
