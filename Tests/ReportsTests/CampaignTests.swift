import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

@Suite struct CampaignTests {
  /// All parts say what the single reports, the queue and the counts say at that snapshot.
  @Test func partsAreTheReportsThemselves() async throws {
    let folder = try ReadBack.Folder()
    try await World.with { world in
      try await world.load(1200)
      let manager = try await world.connect(.manager)
      let filters = ReportFilters(period: try Period(from: Day(of: Date()).adding(days: -200), to: nil))
      let all = try await Report.campaign.compute(on: manager, filters: filters)
      for report in Report.single {
        for table in try await report.compute(on: manager, filters: filters).tables {
          let bound = try #require(all.table("\(report.id)_\(table.id)"), "\(report.id) \(table.id)")
          #expect(bound.rows == table.rows, "\(report.id) \(table.id)")
        }
      }
      #expect(Set(all.tables.map(\.id)).count == all.tables.count)

      // Without a period, what waits is one number everywhere.
      let whole = try await Report.campaign.compute(on: manager, filters: ReportFilters())
      let queue = try await manager.query(
        "SELECT sum(pending)::bigint AS n, sum(overdue)::bigint AS late FROM review.queue_counts()")[0]
      let (waiting, late): (Int, Int) = (try queue.decode("n"), try queue.decode("late"))
      for (table, column) in [
        ("summary_backlog", "pending"), ("backlog_backlog", "pending"), ("backlog_deadlines", "pending"),
        ("backlog_reviewers", "pending"), ("flow_flow", "closing"), ("flow_forecast", "pending"),
      ] {
        #expect(whole.table(table)?.value(column, of: "total") == .count(waiting), "\(table)")
      }
      #expect(whole.table("backlog_backlog")?.value("overdue", of: "total") == .count(late))
      #expect(
        whole.table("workload_workload")?.value("decisions", of: "total")
          == whole.table("turnaround_turnaround")?.value("decisions", of: "total"))
      #expect(
        whole.table("flow_flow")?.value("returned", of: "total")
          == whole.table("reasons_returns")?.value("returns", of: "total"))

      for language in [Language.zh, .en] {
        let file = folder.file("all-\(language).xlsx")
        let result = try ReportExporter.write(whole, to: file, maker: "张三", language: language)
        #expect(result.sheets == whole.sections.count)
        let book = try await ReadBack.openpyxl(file)
        #expect(book.sheets.count == whole.sections.count)
      }
      await manager.close()
    }
  }
}
