public import Domain
import DomainSQL
public import Foundation
import PostgreSQL

/// What became of a notice.
public struct CalendarImport: Sendable, Hashable {
  /// A day of which something else is known than before.
  public struct Change: Sendable, Hashable {
    /// The day.
    public let day: Day
    /// What it was; nil = a day like others.
    public let before: Holiday.Kind?
    /// What it is; likewise.
    public let now: Holiday.Kind?
    /// The feast it belongs to, or belonged to; may be empty.
    public let name: String
  }

  /// Days that were not there before.
  public let added: Int
  /// Days of which something else was known.
  public let updated: Int
  /// Days that were there and are no more.
  public let removed: Int
  /// Days that were there as they are.
  public let unchanged: Int
  /// Pending applications whose due date is later than before.
  public let moved: Int
  /// All that was added, updated or removed, in the order of the days.
  public let changes: [Change]

  init(_ row: Row) throws {
    added = try row.decode("added")
    updated = try row.decode("updated")
    removed = try row.decode("removed")
    unchanged = try row.decode("unchanged")
    moved = try row.decode("moved")
    changes = try (row.decode("changes", as: JSONValue.self).array ?? []).map { json in
      guard let day = json["date"]?.string.flatMap(Day.init(iso:)) else { throw StoreFailure.unreadable("changes") }
      func kind(_ entry: JSONValue?) -> Holiday.Kind? { entry?["kind"]?.string.flatMap(Holiday.Kind.init) }
      return Change(
        day: day, before: kind(json["before"]), now: kind(json["now"]),
        name: json["now"]?["name"]?.string ?? json["before"]?["name"]?.string ?? "")
    }
  }
}

extension ReviewStore {
  /// Takes a notice in, in one transaction with the due dates that move: all of it replaces what was known of its year. Safe to repeat.
  ///
  /// - Parameters:
  ///   - file: a right one; anything else is refused.
  ///   - run: names the import in the database.
  public func importCalendar(_ file: CalendarFile, run: UUID) async throws(StoreFailure) -> CalendarImport {
    guard file.isRight, let year = file.year else {
      throw .refused(Refusal(.badDocument, ["field": "lines"]))
    }
    return try await one(
      "calendar import",
      "SELECT added, updated, removed, unchanged, moved, changes FROM review.calendar_import($1, $2, $3)",
      [run, year, JSONValue.array(file.lines.map(\.json))]
    ) { try CalendarImport($0) }
  }
}
