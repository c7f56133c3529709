import DomainSQL
public import Foundation
import PostgreSQL

/// Something that a colleague did more often than work asks for.
public struct UnusualEntry: Sendable, Hashable {
  /// When it went beyond the measure.
  public let at: Date
  /// The login.
  public let actor: String
  /// Its bureau.
  public let departmentCode: String?
  /// What was done: `lookup`, `open`, `names`, `history`, `notifications`, or `release`: cases given back undecided.
  public let kind: String
  /// How often within that minute.
  public let inMinute: Int
  /// How often on that day.
  public let inDay: Int
}

extension ReviewStore {
  /// What was unusual in the bureaus of the caller, newest first.
  public func unusual(limit: Int = 100) async throws(StoreFailure) -> [UnusualEntry] {
    try await query(
      "unusual",
      "SELECT at, actor, department_code, kind, in_minute, in_day FROM review.unusual($1)", [limit]
    ) { row in
      UnusualEntry(
        at: try row.decode("at"), actor: try row.decode("actor"), departmentCode: try row.decode("department_code"),
        kind: try row.decode("kind"), inMinute: try row.decode("in_minute"), inDay: try row.decode("in_day"))
    }
  }
}
