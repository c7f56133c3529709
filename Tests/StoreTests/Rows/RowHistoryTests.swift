import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// What came before rows had numbers, and long lives of rows.
@Suite(.timeLimit(.minutes(30))) struct RowHistoryTests {
  /// As an older program left it: rows without numbers, files by place.
  static func forget(_ world: World) async throws {
    try await world.owner.script(
      """
      UPDATE review.submission SET answers = review.without_rows(answers);
      UPDATE review.application SET draft = review.without_rows(draft), rows_given = 0;
      """)
  }

  @Test("rows of an older draft go by their place, and are told so", arguments: ["B=2", "B"])
  func draft(_ rows: String) async throws {
    try await RowFilesTests.with { world, store in
      try await Self.forget(world)
      let draft = try #require(try await store.draft(of: DraftTests.key(1)))
      #expect(TestRows.numbers(.object(draft.answers.values)) == "1 2")
      try await store.save(rows: TestRows(rows + " C").json, of: 1)
      #expect(try await world.certificates() == "2=bb")
      let now = try #require(try await store.draft(of: DraftTests.key(1)))
      #expect(TestRows.numbers(.object(now.answers.values)) == "2 3")
    }
  }

  @Test("an older draft that goes in as it is gets its numbers then")
  func untouched() async throws {
    try await RowFilesTests.with { world, store in
      try await Self.forget(world)
      _ = try await store.submitDraft(of: 1)
      #expect(try await world.certificates(revision: 1) == "1=aa 2=bb")
      #expect(try await world.owner.text("SELECT rows_given FROM review.application") == "2")
      let answers = try await world.owner.query("SELECT answers FROM review.submission")[0]
      #expect(TestRows.numbers(try answers.decode("answers", as: JSONValue.self)) == "1 2")
    }
  }

  @Test("an older revision is compared by place, and its hash, files and reasons still hold")
  func revision() async throws {
    try await RowFilesTests.with { world, store in
      let first = try await store.submitDraft(of: 1)
      try await Self.forget(world)
      try await RowFilesTests.giveBack(world, first, #"[{"code": "T01", "target": "certificate/2"}]"#)
      try await store.save(rows: TestRows("C B=2").json, of: 1)
      let status = try #require(try await store.status(of: DraftTests.key(1))?.decision)
      #expect(status.reasons.map(\.row) == [2] && status.reasons.map(\.place) == [2])
      _ = try await store.submitDraft(of: 1)
      #expect(try await world.certificates(revision: 2) == "2=bb")
      let reviewer = ReviewStore(connection: try await world.connect(.reviewer))
      let changed = try await reviewer.changedFields(first.number, from: 1, to: 2)
      #expect(
        changed["qualifications[1]"] == "removed" && changed.keys.allSatisfy { !$0.hasPrefix("qualifications[2]") })
      await reviewer.connection.close()
      #expect(
        try await world.owner.text(
          """
          SELECT content_hash = review.content_hash(answers, (SELECT jsonb_agg(to_jsonb(f)) FROM review.attachment f WHERE f.revision = 1),
            '{"certificate": "qualifications"}') FROM review.submission WHERE revision = 1
          """) == "t")
    }
  }

  @Test("a file that an older program left behind for a row that is gone comes to no other row")
  func leftBehind() async throws {
    try await RowFilesTests.with { world, store in
      try await Self.forget(world)
      // The older program took row 1 out and left both files.
      try await world.owner.script(
        "UPDATE review.application SET draft = jsonb_set(draft, '{qualifications}', (draft -> 'qualifications') - 0)")
      let saved = try await store.save(rows: TestRows("B C").json, of: 1)
      #expect(TestRows.numbers(.object(saved.answers.values)) == "1 3")
      #expect(saved.dropped.map(\.n) == [2])
    }
  }

  /// One row of the model: who it is, and what lies in its place for a file.
  private struct Model {
    let name: String
    var number: Int?
    var edits = 0
    var file: String?

    func row(_ isNumbered: Bool) -> JSONValue {
      var members = TestRows.row(name).object ?? [:]
      members["method"] = .string("\(edits)")
      if isNumbered { members["row"] = number.map { .integer($0) } }
      return .object(members)
    }
  }

  @Test("whatever is done to rows, each that stays keeps its certificate", arguments: [true, false])
  func journey(isNumbered: Bool) async throws {
    let seed = SeededGenerator(for: "rows, \(isNumbered ? "with" : "without") numbers").seed
    try await World.with { world in
      try await world.takeCertificates()
      let store = IntakeStore(connection: try await world.connect(.intake))
      let key = DraftTests.key(1)
      _ = try await DraftTests.start(store, 1)
      var generator = SeededGenerator(seed: seed)
      var (rows, made, used) = ([Model](), 0, Set<Int>())
      for step in 0..<120 {
        // Several things at once, with the numbers known or found again by what the rows hold.
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          switch Int.random(in: 0..<5, using: &generator) {
          case 0, 1:
            guard rows.count < 12 else { continue }
            made += 1
            rows.insert(Model(name: "R\(made)"), at: Int.random(in: 0...rows.count, using: &generator))
          case 2:
            if let gone = rows.indices.randomElement(using: &generator) { rows.remove(at: gone) }
          case 3: rows.shuffle(using: &generator)
          default:
            if let changed = rows.indices.randomElement(using: &generator) { rows[changed].edits += 1 }
          }
        }
        let saved = try await store.save(rows: .array(rows.map { $0.row(isNumbered) }), of: 1)
        let numbers = saved.answers.rowNumbers("qualifications")
        for index in rows.indices {
          let number = try #require(numbers[index])
          if let known = rows[index].number {
            #expect(known == number, "seed \(seed), step \(step)")
          } else {
            #expect(used.insert(number).inserted, "seed \(seed), step \(step): \(number) again")
          }
          rows[index].number = number
          if Bool.random(using: &generator) {
            let byte = String(format: "%02x", Int.random(in: 0..<256, using: &generator))
            rows[index].file = byte
            _ = try await store.attach(DraftTests.file("certificate", n: number, byte), of: key)
          }
        }
        let expected = rows.sorted { ($0.number ?? 0) < ($1.number ?? 0) }.compactMap { row in
          row.file.map { "\(row.number ?? 0)=\($0)" }
        }.joined(separator: " ")
        #expect(try await world.certificates() ?? "" == expected, "seed \(seed), step \(step)")
        if step % 17 == 16 {
          let receipt = try await store.submitDraft(of: 1)
          #expect(
            try await world.certificates(revision: receipt.revision) ?? "" == expected, "seed \(seed), step \(step)")
          _ = try await store.withdraw(of: key)
        }
      }
    }
  }
}
