import Domain
import Foundation
import PostgreSQL
import Spreadsheet
import TestSupport
import Testing

@testable import Reports

/// Every statement of the reports, found by making every report as the staff who ask for it.
@Suite struct StatementTests {
  @Test("every statement has a name, is run, takes what it is given and goes by an index")
  func statements() async throws {
    let sources = try StatementSources(module: "Reports")
    #expect(sources.problems == [])
    let recorder = StatementRecorder()
    try await World.with { world in
      try await world.load(5_000)
      _ = try await world.owner.query(
        "INSERT INTO review.registered SELECT code, current_date - 40, 1000, now(), 'test' FROM review.department")
      for person in [World.Person.chief, .reviewer] {
        try await world.with(person) { connection in
          try await recorder.record { try await Self.reports(connection) }
          try await recorder.record { try await Self.ledgers(connection) }
          try await recorder.record { try await Self.workbooks(connection) }
        }
      }
      var inspection = StatementInspection(wholeReads: [:])
      let problems = try await inspection.inspect(recorder.statements) { try await world.database.connect(as: $0) }
      #expect(problems == [])
    }
    #expect(sources.missing(in: Set(recorder.statements.compactMap(\.name))) == [])
  }

  private static func period() throws -> Period {
    let today = Day(of: Date())
    return try Period(from: today.adding(days: -60), to: today)
  }

  /// Each report with and without a period, by each of its days and limits, and for publishing.
  private static func reports(_ connection: Connection) async throws {
    for report in Report.single {
      for dated in report.dates {
        for period in [nil, try period()] {
          let filters = ReportFilters(period: period, dated: dated)
          _ = try await report.compute(on: connection, filters: filters)
        }
      }
      _ = try await report.compute(on: connection, filters: ReportFilters(province: "zhejiang", isPublished: true))
      if report.limits.contains(.state) {
        _ = try await report.compute(on: connection, filters: ReportFilters(state: .inReview))
      }
      if report.limits.contains(.reviewer) {
        _ = try await report.compute(on: connection, filters: ReportFilters(reviewer: "reviewer.1"))
      }
    }
    _ = try await Report.campaign.compute(on: connection, filters: ReportFilters())
  }

  /// A ledger by each of its days, and one without a period.
  private static func ledgers(_ connection: Connection) async throws {
    let folder = try ReadBack.Folder()
    for dated in Ledger.dates {
      for period in [nil, try period()] {
        let export: Int = try await connection.query("SELECT review.export_begin('ledger', '[{}]', false, NULL)")[0]
          .decode(
            0)
        let filters = ReportFilters(department: "330102", period: period, dated: dated)
        let order = Ledger.Order(export: export, filters: filters, maker: "测试")
        let result = try await Ledger.write(order, on: connection, to: folder.file("\(export).xlsx"))
        #expect(result.rows > 0)
      }
    }
  }

  /// Workbooks by department, which share a snapshot.
  private static func workbooks(_ connection: Connection) async throws {
    let folder = try ReadBack.Folder()
    let (report, filters) = (Report.notifications, ReportFilters(department: "330102"))
    let orders = try await DepartmentWorkbooks.orders(of: report, filters: filters, on: connection)
    let terms = DepartmentWorkbooks.Terms(
      report: report, filters: filters, catalogue: .bundled, maker: "测试", language: .zh)
    let output = try AtomicFiles(folder: folder.file("分部门"))
    let results = try await DepartmentWorkbooks.write(orders, terms, into: output, over: [connection])
    #expect(results.count == 1)
    output.abandon()
  }
}
