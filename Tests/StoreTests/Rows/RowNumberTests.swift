import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// Which number a row of a list gets: its own, that of the row that it plainly is, or a new one.
@Suite struct RowNumberTests {
  /// What was there, the highest number so far, what comes, and what its rows are.
  static let cases: [(former: String, given: Int, new: String, expected: String)] = [
    ("", 0, "A B", "1 2"), ("", 7, "A B", "8 9"),
    // With their numbers, rows may be moved, changed wholly, and left out.
    ("A=1 B=2", 2, "B=2 A=1", "2 1"), ("A=1 B=2", 2, "B=2", "2"), ("A=1 B=2", 2, "Z=1 B=2", "1 2"),
    ("A=1 B=2", 2, "C B=2 D A=1", "3 2 4 1"), ("A=5 B=2", 9, "B=2 A=5 C", "2 5 10"),
    // Without: the same content, or mostly the same. What is rewritten is another row: its certificate is asked for again.
    ("A=1 B=2", 2, "A B", "1 2"), ("A=1 B=2", 2, "B", "2"), ("A=1 B=2", 2, "B A", "2 1"), ("A=1 B=2", 2, "A* B", "1 2"),
    ("A=1 B=2", 2, "C A B", "3 1 2"), ("A=1 B=2", 2, "A* B C", "1 2 3"), ("A=1 B=2", 2, "Z B", "3 2"),
    ("A=1 B=2", 2, "Z", "3"), ("A=1 B=2 D=3", 3, "C D B*", "4 3 2"), ("A=1 B=2 D=3", 3, "B* C D", "2 4 3"),
    ("A=1 A=2", 2, "A", "1"), ("A=4 B=9", 9, "B* A*", "9 4"), ("A=1 B=2", 2, "", ""),
    // Of who knows numbers a row without one is new, unless it is the very same.
    ("A=1 B=2", 2, "A* B=2", "3 2"), ("A=1 B=2", 2, "A B=2", "1 2"), ("A=1 B=2", 2, "Z B=2", "3 2"),
    // Numbers that no row of the list has are not believed: those of others, of rows that are gone, and rubbish.
    ("A=1 B=2", 2, "A=9 Z=3 B=8", "1 3 2"), ("B=2", 2, "B=2 A=1", "2 3"), ("", 0, "A=1 B=700", "1 2"),
    ("A=1 B=2", 2, "B=0 A=-1", "2 1"), ("A=1 B=2", 2, "B=\"1\" A=\"2\"", "2 1"),
    ("A=1 B=2", 2, "B=9223372036854775807 A=1.5", "2 1"), ("A=1 B=2", 2, "B=true A=null", "2 1"),
    ("A=1 B=2", 2, "B=[1] A={}", "2 1"), ("A=1 B=2", 2, "A=1 B=1", "1 2"), ("A=1 B=2", 2, "A=2 B=2", "2 3"),
    ("A=1", 1, "A=1 C=1 D=1", "1 2 3"),
    // Before rows had numbers, they went by their place.
    ("A B", 0, "B", "2"), ("A B", 0, "B C", "2 3"), ("A B", 0, "B=2 A=1", "2 1"), ("A B", 0, "A* B", "1 2"),
    ("A B=1", 1, "A B", "2 1"),
  ]

  @Test("a row keeps its number, and a new one gets a new number", arguments: cases.indices)
  func identified(_ index: Int) async throws {
    let one = Self.cases[index]
    try await TestServer.shared.withDatabase { database in
      let owner = try await database.connect()
      let row = try await owner.query(
        """
        SELECT i.answers, i.rows_given FROM review.rows_identified($1, $2, $3, '{"certificate": "qualifications"}') AS i
        """,
        [TestRows.answers(one.new), TestRows.answers(one.former), one.given])[0]
      let answers: JSONValue = try row["answers"]
      #expect(TestRows.numbers(answers) == one.expected, "\(one)")
      // No row is lost, changed or moved, and no number stands twice.
      let given: JSONValue = try row.decode("answers")
      let numbers = given["qualifications"]?.array?.compactMap { $0["row"]?.integer } ?? []
      #expect(Set(numbers).count == numbers.count)
      #expect(try row.decode("rows_given", as: Int.self) >= max(one.given, numbers.max() ?? 0))
      #expect(
        try await owner.text(
          "SELECT review.without_rows($1) = review.without_rows($2)", [answers, TestRows.answers(one.new)])
          == "t")
      await owner.close()
    }
  }

  @Test("where rows have no files, the same place of as many is the same row; what was filled in is the same anywhere")
  func places() async throws {
    try await World.with { world in
      for (former, new, slots, expected): (JSONValue, JSONValue, JSONValue, String) in [
        (TestRows("A=1 B=2").json, TestRows("Z B").json, [:], "1 2"),
        (TestRows("A=1").json, TestRows("Z").json, [:], "1"),
        (TestRows("A=1").json, TestRows("Z B").json, [:], "3 4"),
        (TestRows("A=1 B=2").json, TestRows("Z B=2").json, [:], "3 2"),
        ([["level": "1", "row": 1]], [["level": "1", "type": "2", "method": "3"]], ["s": "qualifications"], "1"),
        ([["level": "1", "row": 1]], [["level": "2"]], ["s": "qualifications"], "3"),
        ([["row": 1]], [["level": "2"]], ["s": "qualifications"], "3"),
        ([["row": 1]], [[:]], ["s": "qualifications"], "1"),
      ] {
        let answers: JSONValue = try await world.owner.query(
          "SELECT i.answers FROM review.rows_identified($1, $2, 2, $3) AS i",
          [["qualifications": new] as JSONValue, ["qualifications": former] as JSONValue, slots])[0]["answers"]
        #expect(TestRows.numbers(answers) == expected, "\(former.canonicalJSON) \(new.canonicalJSON)")
      }
    }
  }

  @Test("what is no list of rows stays as it is")
  func others() async throws {
    try await World.with { world in
      for answers: JSONValue in [
        [:], ["a": "x", "b": ["1", 2, nil, [1]], "c": [], "d": ["row": 1], "e": nil],
        ["a": [["row": 1], "x", ["row": 1]]],
      ] {
        let row = try await world.owner.query(
          "SELECT review.without_rows((i.answers)) AS bare, i.answers FROM review.rows_identified($1, '{}', 0, '{}') AS i",
          [answers])[0]
        let same = try await world.owner.query("SELECT review.without_rows($1) AS bare", [answers])[0]
        let (bare, expected): (JSONValue, JSONValue) = (try row["bare"], try same["bare"])
        #expect(bare == expected)
      }
      #expect(
        try await world.owner.text(
          "SELECT answers FROM review.rows_identified($1, '{}', 3, '{}')", [["a": ["x", ["b": 1]]] as JSONValue])
          == #"{"a": ["x", {"b": 1, "row": 4}]}"#)
    }
  }

  @Test("the program and the database read the same numbers out of anything")
  func agreement() async throws {
    var generator = SeededGenerator(for: "row numbers")
    let rubbish: [JSONValue] = [
      nil, true, "1", 0, -1, 1, 2, 3, 4, 999_999_999, 1_000_000_000, .integer(.max), .number(1.5), [1], [:],
    ]
    var lists: [JSONValue] = ["x", nil, 1, [], [:]]
    for _ in 0..<400 {
      lists.append(
        .array(
          (0..<Int.random(in: 0...6, using: &generator)).map { _ -> JSONValue in
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: rubbish.randomElement(using: &generator) ?? nil
            case 1: ["level": "1"]
            default: ["row": rubbish.randomElement(using: &generator) ?? nil, "level": "1"]
            }
          }))
    }
    try await World.with { [lists] world in
      for list in lists {
        let told: JSONValue? = try await world.owner.query(
          "SELECT to_jsonb(review.row_numbers($1)) AS numbers", [list])[0].decode("numbers")
        let ours = Answers(["q": list]).rowNumbers("q").map { $0.map { JSONValue.integer($0) } ?? .null }
        #expect(told ?? [] == .array(ours), "\(list.canonicalJSON)")
      }
    }
  }
}
