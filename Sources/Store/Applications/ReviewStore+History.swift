public import Domain
import DomainSQL
public import Foundation
import PostgreSQL

/// One line of an application's timeline: who did it, or who looked.
public struct HistoryEntry: Sendable, Hashable {
  /// When.
  public let at: Date
  /// Login name; `applicant` or `clock` where no staff did it.
  public let actor: String
  /// The person's name, nil where no staff did it.
  public let actorName: String?
  /// The word of the audit: `submitted`, `claimed`, `opened`, `returned` …
  public let action: String
  /// The revision that it was about.
  public let revision: Int?
  /// The department at that moment.
  public let departmentCode: String?
  /// The stated purpose, where one was asked for.
  public let purpose: String?
  /// What else is on record.
  public let detail: [String: JSONValue]
  /// Text of the internal note that was written.
  public let note: String?
}

extension ReviewStore {
  /// The whole timeline of an application, oldest first. It is on record first that somebody reads it.
  public func history(_ number: String) async throws(StoreFailure) -> [HistoryEntry] {
    let ticket = try await ticket(.history, ["number": .string(number)])
    return try await query(
      "history",
      "SELECT at, actor, display_name, action, revision, department_code, purpose, detail, body FROM review.history($1)",
      [ticket]
    ) { row in
      HistoryEntry(
        at: try row.decode("at"), actor: try row.decode("actor"), actorName: try row.decode("display_name"),
        action: try row.decode("action"), revision: try row.decode("revision"),
        departmentCode: try row.decode("department_code"),
        purpose: try row.decode("purpose"), detail: try row.decode("detail", as: JSONValue.self).object ?? [:],
        note: try row.decode("body"))
    }
  }
}
