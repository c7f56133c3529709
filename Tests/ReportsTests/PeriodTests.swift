import Domain
import Testing

@testable import Reports

@Suite struct PeriodTests {
  /// A Saturday.
  static let today = Day(iso: "2026-11-21") ?? .earliest

  static let words: [(String, String, String)] = [
    ("2026-01-01", "2026-01-01", "2026-01-01"), ("2026/1/5", "2026-01-05", "2026-01-05"),
    ("2026年1月5日", "2026-01-05", "2026-01-05"), ("２０２６－０１－０５", "2026-01-05", "2026-01-05"),
    ("2026-02", "2026-02-01", "2026-02-28"), ("2024年2月", "2024-02-01", "2024-02-29"),
    ("2026", "2026-01-01", "2026-12-31"), ("2026年", "2026-01-01", "2026-12-31"),
    ("2026Q1", "2026-01-01", "2026-03-31"), ("2026-q4", "2026-10-01", "2026-12-31"),
    ("2026年三季度", "2026-07-01", "2026-09-30"), ("2026年第2季度", "2026-04-01", "2026-06-30"),
    ("今天", "2026-11-21", "2026-11-21"), ("yesterday", "2026-11-20", "2026-11-20"),
    ("本周", "2026-11-16", "2026-11-22"), ("上周", "2026-11-09", "2026-11-15"),
    ("本月", "2026-11-01", "2026-11-30"), ("上月", "2026-10-01", "2026-10-31"), ("last-month", "2026-10-01", "2026-10-31"),
    ("本季度", "2026-10-01", "2026-12-31"), ("上季度", "2026-07-01", "2026-09-30"),
    ("上半年", "2026-01-01", "2026-06-30"), ("下半年", "2026-07-01", "2026-12-31"),
    ("今年", "2026-01-01", "2026-12-31"), ("去年", "2025-01-01", "2025-12-31"), ("THIS-YEAR", "2026-01-01", "2026-12-31"),
    ("2026-01..2026-06", "2026-01-01", "2026-06-30"), ("去年..上月", "2025-01-01", "2026-10-31"),
    (" 2026-01 .. 2026-02-03 ", "2026-01-01", "2026-02-03"),
  ]

  @Test(arguments: words) func understood(_ text: String, _ from: String, _ to: String) throws {
    let period = try Period(parsing: text, today: Self.today)
    #expect(period.from?.iso == from)
    #expect(period.to?.iso == to)
  }

  @Test func openEnds() throws {
    #expect(try Period(parsing: "2026-03..", today: Self.today) == Period(from: Day(iso: "2026-03-01"), to: nil))
    #expect(try Period(parsing: "..去年", today: Self.today) == Period(from: nil, to: Day(iso: "2025-12-31")))
    #expect(try Period(from: "上月", to: nil, today: Self.today) == Period(from: Day(iso: "2026-10-01"), to: nil))
    #expect(try Period(from: "", to: " ", today: Self.today) == Period(from: nil, to: nil))
  }

  /// Around the turn of the year, where months and quarters are of another one.
  @Test func turnOfTheYear() throws {
    let january = try #require(Day(iso: "2026-01-01"))
    #expect(
      try Period(parsing: "上月", today: january) == Period(from: Day(iso: "2025-12-01"), to: Day(iso: "2025-12-31")))
    #expect(
      try Period(parsing: "上季度", today: january) == Period(from: Day(iso: "2025-10-01"), to: Day(iso: "2025-12-31")))
    #expect(
      try Period(parsing: "本周", today: january) == Period(from: Day(iso: "2025-12-29"), to: Day(iso: "2026-01-04")))
    let december = try #require(Day(iso: "2026-12-31"))
    #expect(try Period(parsing: "本月", today: december).to?.iso == "2026-12-31")
    #expect(try Period(parsing: "9999", today: december).to?.iso == "9999-12-31")
  }

  @Test(arguments: [
    "", " ", "..", "明天", "2026-13", "2026-00", "2026-02-30", "2026-1-1-1", "26-01-01", "2026Q5", "本月本月",
    "2026-01...2026-02",
    "0000", "2026-01-01T00:00", "-1", "月", "99999", "2026-01..x", "\u{0}", "今天'; DROP TABLE",
  ])
  func notUnderstood(_ text: String) {
    #expect(throws: Period.Failure.self) { try Period(parsing: text, today: Self.today) }
  }

  @Test func reversed() throws {
    let (first, last) = (try #require(Day(iso: "2026-01-01")), try #require(Day(iso: "2025-12-31")))
    #expect(throws: Period.Failure.reversed(from: first, to: last)) {
      try Period(parsing: "今年..去年", today: Self.today)
    }
  }
}
