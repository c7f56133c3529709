import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

/// What holds for every report of the catalogue.
@Suite(.timeLimit(.minutes(30))) struct ReportWorkbookTests {
  /// Every cell of every report's workbook, after LibreOffice has calculated it anew.
  @Test func workbookAgrees() async throws {
    let folder = try ReadBack.Folder()
    try await World.with { world in
      try await world.load(1500)
      var books: [String: ReportData] = [:]
      for person in [World.Person.chief, World.Person.reviewer] {
        let connection = try await world.connect(person)
        for report in Report.all {
          let data = try await report.compute(on: connection, filters: ReportFilters())
          let file = folder.file("\(report.id)-\(person).xlsx")
          _ = try ReportExporter.write(data, to: file, maker: "张三")
          books[file] = data
        }
        await connection.close()
      }
      let recalculated = try await ReadBack.libreOffice(books.keys.sorted())
      for (file, data) in books { try await WorkbookCheck.agrees(file, data, recalculated: recalculated[file] ?? [:]) }
    }
  }

  @Test func aLimitThatAReportDoesNotKnowIsRefused() async throws {
    try await World.with { world in
      let manager = try await world.connect(.chief)
      await #expect(throws: ReportFailure.noSuchLimit(report: "summary", limit: .state)) {
        try await Report.summary.compute(on: manager, filters: ReportFilters(state: .approved))
      }
      await #expect(throws: ReportFailure.notDatedSo(report: "backlog", dated: .decided, known: [.submitted])) {
        try await Report.backlog.compute(on: manager, filters: ReportFilters(dated: .decided))
      }
      await #expect(throws: ReportFailure.unknownProvince("jiangsu")) {
        try await Report.backlog.compute(on: manager, filters: ReportFilters(province: "jiangsu"))
      }
      await manager.close()
    }
  }
}
