import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport

/// An archive file in a temporary folder, and what importing it does.
struct ArchiveFile: Sendable {
  static let header = "identity.id_number,identity.name,personal.political"

  let path: String

  init(_ bytes: [UInt8]) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "archives-\(UUID().uuidString).csv")
    try Data(bytes).write(to: url)
    path = url.path(percentEncoded: false)
  }

  init(_ text: String) throws { try self.init(Array(text.utf8)) }

  init(header: String = ArchiveFile.header, lines: [String]) throws {
    try self.init(([header] + lines).joined(separator: "\n") + "\n")
  }

  /// What became of its lines: counts, and `line: field code` for each problem.
  struct Outcome: Sendable, Equatable {
    var added = 0
    var updated = 0
    var unchanged = 0
    var problems: [String] = []
    /// Sentences of the problems.
    var texts: [String] = []

    static func == (one: Outcome, other: Outcome) -> Bool {
      (one.added, one.updated, one.unchanged) == (other.added, other.updated, other.unchanged)
        && one.problems == other.problems
    }
  }

  func run(_ connection: Connection) async throws -> Outcome {
    var outcome = Outcome()
    let day = Day(iso: "2026-11-21") ?? Day(of: Date())
    let importer = ArchiveImporter(
      store: ReviewStore(connection: connection), profiles: Profile.bundled, today: day, run: UUID())
    let progress = try await importer.run(file: path) { line, problems in
      outcome.problems += problems.map { "\(line): \($0.field) \($0.code)" }
      outcome.texts += problems.flatMap { [$0.text.zh, $0.text.en] }
    }
    outcome.added = progress.added
    outcome.updated = progress.updated
    outcome.unchanged = progress.unchanged
    return outcome
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// An invented resident's number of 18 characters.
  static func number(_ person: Int) -> String {
    let body = "140105" + "19900101" + String(format: "%03d", person)
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(body, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
    return body + String(Array("10X98765432")[sum % 11])
  }

  /// The same person's number before 1999.
  static func oldNumber(_ person: Int) -> String { "140105900101" + String(format: "%03d", person) }
}
