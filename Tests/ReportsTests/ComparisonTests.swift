import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

@Suite struct ComparisonTests {
  @Test(
    "what a period is compared with",
    arguments: [
      ("2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31", "2025-01-01", "2025-03-31"),
      ("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28", "2025-03-01", "2025-03-31"),
      ("2026-03-10", "2026-03-19", "2026-02-28", "2026-03-09", "2025-03-10", "2025-03-19"),
      ("2024-02-01", "2024-02-29", "2024-01-01", "2024-01-31", "2023-02-01", "2023-02-28"),
      ("2026-05-05", "2026-05-05", "2026-05-04", "2026-05-04", "2025-05-05", "2025-05-05"),
    ])
  func spans(_ from: String, _ to: String, _ first: String, _ last: String, _ yearFirst: String, _ yearLast: String)
    throws
  {
    let period = try Period(from: Day(iso: from), to: Day(iso: to))
    let before = try Period(from: Day(iso: first), to: Day(iso: last))
    let yearBefore = try Period(from: Day(iso: yearFirst), to: Day(iso: yearLast))
    #expect(PeriodComparison.previous.span(before: period) == before)
    #expect(PeriodComparison.year.span(before: period) == yearBefore)
    #expect(PeriodComparison.year.span(before: try Period(from: Day(iso: from), to: nil)) == nil)
    #expect(ReportValue.percent(-0.004) == "-0.4%" && ReportValue.percent(1.5) == "150.0%")
  }

  /// Beside each other stands what two reports of one span each say.
  @Test func bothSpansAreWhatTheirReportsSay() async throws {
    try await World.with { world in
      try await world.load(2000)
      let today = Day(of: Date())
      let period = try Period(from: today.adding(days: -60), to: today.adding(days: -21))
      let connection = try await world.connect(.chief)
      let folder = try ReadBack.Folder()
      for (report, source, columns) in [
        (Report.summary, "departments", ["total", "approved"]), (.turnaround, "turnaround", ["decisions", "on_time"]),
        (.flow, "flow", ["received", "decided"]),
      ] {
        for comparison in PeriodComparison.allCases {
          var filters = ReportFilters(period: period, comparison: comparison)
          let data = try await report.compute(on: connection, filters: filters)
          filters.comparison = nil
          let now = try #require(try await report.compute(on: connection, filters: filters).table(source))
          filters.period = comparison.span(before: period)
          let before = try #require(try await report.compute(on: connection, filters: filters).table(source))
          let table = try #require(data.table("comparison"))
          for row in table.rows {
            for column in columns {
              let (new, old) = (now.value(column, of: row.key), before.value(column, of: row.key))
              #expect(table.value(column, in: row) == new, "\(report.id) \(row.key)")
              #expect(table.value(column + "_before", in: row) == old, "\(report.id) \(row.key)")
              let change = table.value(column + "_change", in: row).share
              if let new = new.count, let old = old.count, old > 0 {
                #expect(abs((change ?? -9) * Double(old) - Double(new - old)) < 1e-9)
              } else {
                #expect(change == nil)
              }
            }
          }
          // The first is who has most.
          let details = table.rows.filter { $0.kind == .detail }
          let most = details.map { table.value(columns[0], in: $0).count ?? 0 }.max() ?? 0
          for row in details where table.value("rank", in: row) == .count(1) {
            #expect(table.value(columns[0], in: row) == .count(most))
          }
          if comparison == .previous {
            #expect(details.contains { table.value("rank", in: $0) == .count(1) } && most > 0)
            let file = folder.file("\(report.id).xlsx")
            _ = try ReportExporter.write(data, to: file, maker: "测试")
            try await WorkbookCheck.agrees(file, data)
          }
        }
      }
      for (report, filters) in [
        (Report.flow, ReportFilters(comparison: .year)), (.backlog, ReportFilters(period: period, comparison: .year)),
        (.flow, ReportFilters(period: period, comparison: .year, isPublished: true)),
      ] {
        await #expect(throws: ReportFailure.self) { _ = try await report.compute(on: connection, filters: filters) }
      }
      #expect(throws: ReportFailure.noSuchLimit(report: "ledger", limit: .comparison)) {
        try Ledger.check(ReportFilters(period: period, comparison: .year))
      }
      await connection.close()
    }
  }
}
