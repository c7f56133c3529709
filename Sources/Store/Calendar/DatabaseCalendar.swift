public import Domain
import DomainSQL
public import Foundation
import PostgreSQL

/// The database's clock and calendar: by them, and not by the workstation's, days and minutes are counted.
public struct DatabaseCalendar: Sendable {
  /// The date in China.
  public let today: Day
  /// The server's clock when it answered.
  public let now: Date
  /// All days that the database knows of, the program's own and those taken in.
  public let days: WorkingCalendar
  /// See `UnknownYear`; nil where all is known that a due date needs.
  public let unknownYear: UnknownYear?

  /// A calendar as some database has it.
  public init(today: Day, now: Date, days: WorkingCalendar, unknownYear: UnknownYear? = nil) {
    self.today = today
    self.now = now
    self.days = days
    self.unknownYear = unknownYear
  }

  init(_ row: Row) throws {
    today = try row.decode("today")
    now = try row.decode("now")
    unknownYear = try row.decode("unknown_year", as: Int?.self).map(UnknownYear.init)
    let kinds = try row.decode("days", as: JSONValue.self).object ?? [:]
    days = WorkingCalendar(
      holidays: try kinds.map { day, kind in
        guard let day = Day(iso: day), let kind = kind.string.flatMap(Holiday.Kind.init) else {
          throw StoreFailure.unreadable("holiday")
        }
        return Holiday(day: day, kind: kind, name: Text(zh: "", en: ""))
      })
  }

  /// Working days from today to the end of a due date; negative by as many as have gone by since.
  public func workingDays(to due: Day) -> Int { days.workingDays(from: today, to: due) }

  /// Whole minutes from now to a moment; 0 when it is over.
  public func minutes(to end: Date) -> Int { max(0, Int(end.timeIntervalSince(now) / 60)) }
}

/// A year into which due dates of today may fall and whose notice nobody has taken in: only weekends count there.
public struct UnknownYear: Sendable, Hashable {
  /// The year.
  public let year: Int

  /// That year.
  public init(_ year: Int) { self.year = year }

  /// What is the matter, and what to do.
  ///
  /// - Parameter reader: who reads it; nil where nobody knows.
  public func text(for reader: Actor? = nil) -> Text {
    let isAdministrator = reader == .administrator
    return Text(
      zh:
        "还没有 \(year) 年的节假日安排：落到 \(year) 年的审核期限只按周末推算，可能偏早。请\(isAdministrator ? "" : "管理员")按国务院办公厅关于 \(year) 年部分节假日安排的通知（一般在上一年 11 月前后公布）执行 导入 节假日 文件（import holidays）。",
      en:
        "The holidays of \(year) are not known: due dates in \(year) leave out weekends only and may be too early. The State Council publishes the "
        + "notice for \(year) around November of the year before; \(isAdministrator ? "take" : "an administrator takes") it in by import holidays FILE."
    )
  }
}

extension ReviewStore {
  /// Date, clock and calendar of the database.
  public func calendar() async throws(StoreFailure) -> DatabaseCalendar {
    try await one(
      "calendar",
      """
      SELECT review.today() AS today, clock_timestamp() AS now, review.unknown_year() AS unknown_year,
        (SELECT coalesce(jsonb_object_agg(date, kind), '{}') FROM review.holiday) AS days
      """
    ) { try DatabaseCalendar($0) }
  }
}

extension IntakeStore {
  /// See `UnknownYear`; nil where all is known that a due date needs.
  public func unknownYear() async throws(StoreFailure) -> UnknownYear? {
    try await one("unknown year", "SELECT review.unknown_year() AS year", []) {
      try $0.decode("year", as: Int?.self).map(UnknownYear.init)
    }
  }
}
