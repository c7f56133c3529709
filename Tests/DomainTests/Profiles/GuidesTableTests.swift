import Foundation
import Testing

/// `docs/guides.md`: what the guides say, one row each.
@Suite struct GuidesTableTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    .standardized

  private static func rows() throws -> [[String]] {
    try String(contentsOf: root.appending(path: "docs/guides.md"), encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("| ") }
      .map {
        $0.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
      }
  }

  @Test func everyBehaviourIsThereOnceAndCounted() throws {
    let rows = try Self.rows()
    let behaviours = rows.filter { $0[1].wholeMatch(of: /[JZS][0-9]+/) != nil }
    let numbers = ["J": 57, "Z": 66, "S": 46]
    #expect(
      behaviours.map { $0[1] } == ["J", "Z", "S"].flatMap { letter in (1...numbers[letter]!).map { letter + "\($0)" } })
    #expect(behaviours.allSatisfy { $0.count == 7 && !$0[2].isEmpty && !$0[3].isEmpty && !$0[5].isEmpty })
    for verdict in ["yes", "half", "outside"] {
      let counted = try #require(rows.first { $0[1] == verdict })
      let found = ["J", "Z", "S"].map { letter in behaviours.count { $0[1].hasPrefix(letter) && $0[4] == verdict } }
      #expect(counted[2...5].map { Int($0) } == found + [found.reduce(0, +)])
    }
    #expect(Set(behaviours.map { $0[4] }) == ["yes", "half", "outside"])
  }

  /// A test that was renamed or taken away is missed here.
  @Test func everyTestThatItNamesIsThere() throws {
    let folder = Self.root.appending(path: "Tests")
    let files =
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
    var suites: [String: String] = [:]
    for file in files where file.pathExtension == "swift" {
      suites[file.deletingPathExtension().lastPathComponent] = try String(contentsOf: file, encoding: .utf8)
    }
    let named = try Self.rows().flatMap { row in
      (row.last { !$0.isEmpty } ?? "").matches(of: /`([A-Za-z]+Tests)\.([A-Za-z]+)`/)
    }
    #expect(named.count > 100)
    for test in named {
      let text = suites[String(test.1)] ?? ""
      #expect(text.contains("func \(test.2)("), "\(test.1).\(test.2)")
    }
  }
}
