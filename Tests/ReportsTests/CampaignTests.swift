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
        #expect(result.sheets == whole.sheets.count)
        let book = try await ReadBack.openpyxl(file)
        #expect(book.sheets.count == whole.sheets.count)
      }
      // What another part says better is in JSON alone.
      let names = whole.sheets.map(\.name.zh)
      #expect(names.contains("退回原因分析") && !names.contains("退回原因") && !names.contains("积压时限"))
      #expect(whole.table("summary_reasons") != nil && whole.table("structure_sex_departments") != nil)

      // A period without anything has every table, and one page that says so.
      let nothing = try await Report.campaign.compute(
        on: manager, filters: ReportFilters(period: try Period(from: nil, to: Day(iso: "2001-01-31"))))
      // Weeks are printed as months where they are many.
      let coarse = Set(whole.tables.map(\.id).filter { $0.hasSuffix("_periods") })
      #expect(Set(nothing.tables.map(\.id)) == Set(whole.tables.map(\.id)).subtracting(coarse))
      #expect(nothing.sheets.count == 1)
      let empty = try ReportExporter.write(nothing, to: folder.file("empty.xlsx"), maker: "张三")
      let page = try await ReadBack.openpyxl(folder.file("empty.xlsx"))
      #expect(empty.sheets == 1 && page.sheets.count == 1)
      #expect(page.sheets[0].cells.values.contains { $0.text.contains("统计范围内没有数据") })
      for report in Report.single {
        let (few, all) = (
          try await report.compute(on: manager, filters: nothing.filters),
          try await report.compute(on: manager, filters: ReportFilters())
        )
        #expect(few.tables.map(\.id) == all.tables.map(\.id), "\(report.id)")
      }
      await manager.close()
    }
  }

  /// A city's of 14 bureaus with three reviewers each, with everything that it can have, and of a period without anything.
  @Test func pagesAreFew() async throws {
    let folder = try ReadBack.Folder()
    try await World.with { world in
      try await world.load(3000)
      _ = try await world.owner.query(
        "INSERT INTO review.registered SELECT code, current_date - 40, 1000, now(), 'test' FROM review.department")
      _ = try await world.owner.query(
        "UPDATE review.decision SET decided_by = format('reviewer.%s.%s', department_code, application_id % 3)")
      let manager = try await world.connect(.manager)
      let today = Day(of: Date())
      let files = [
        ("all", ReportFilters()),
        ("year", ReportFilters(period: try Period(from: today.adding(days: -365), to: today))),
        ("month", ReportFilters(period: try Period(from: today.adding(days: -51), to: today.adding(days: -21)))),
        ("none", ReportFilters(period: try Period(from: nil, to: Day(iso: "2001-01-31")))),
      ]
      for (name, filters) in files {
        let data = try await Report.campaign.compute(on: manager, filters: filters)
        _ = try ReportExporter.write(data, to: folder.file(name + ".xlsx"), maker: "张三")
      }
      let pages = try await ReadBack.pages(files.map { folder.file($0.0 + ".xlsx") })
      for (name, _) in files.dropLast() {
        let count = try #require(pages[folder.file(name + ".xlsx")])
        #expect((10...35).contains(count), "\(name): \(count) pages")
      }
      #expect(pages[folder.file("none.xlsx")] == 1)
      await manager.close()
    }
  }
}
