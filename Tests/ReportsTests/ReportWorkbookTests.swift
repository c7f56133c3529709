import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

/// What holds for every report of the catalogue.
@Suite struct ReportWorkbookTests {
  /// Every cell of every report's workbook, after LibreOffice has calculated it anew.
  @Test func workbookAgrees() async throws {
    let folder = try ReadBack.Folder()
    try await TestServer.shared.withDatabase { database in
      let owner = try await database.connect()
      try await owner.script(Load.script(1500))
      try await Load.staff(
        owner, [("books.manager.330000", "manager", "330000"), ("books.reviewer.330102", "reviewer", "330102")])
      var books: [String: ReportData] = [:]
      for user in ["books.manager.330000", "books.reviewer.330102"] {
        let connection = try await database.connect(as: user)
        for report in ReportCatalogue.all {
          let data = try await report.compute(on: connection, filters: ReportFilters())
          let file = folder.file("\(report.id)-\(user).xlsx")
          _ = try ReportExporter.write(data, to: file, maker: "张三")
          books[file] = data
        }
        await connection.close()
      }
      let recalculated = try await ReadBack.libreOffice(books.keys.sorted())
      for (file, data) in books { try await WorkbookCheck.agrees(file, data, recalculated: recalculated[file] ?? [:]) }
      await owner.close()
    }
  }

  @Test func aLimitThatAReportDoesNotKnowIsRefused() async throws {
    try await TestServer.shared.withDatabase { database in
      let owner = try await database.connect()
      try await Load.staff(owner, [("limits.manager.330000", "manager", "330000")])
      let manager = try await database.connect(as: "limits.manager.330000")
      await #expect(throws: ReportFailure.noSuchLimit(report: "summary", limit: .state)) {
        try await SummaryReport().compute(on: manager, filters: ReportFilters(state: .approved))
      }
      await #expect(throws: ReportFailure.notDatedSo(report: "backlog", dated: .decided, known: [.submitted])) {
        try await BacklogReport().compute(on: manager, filters: ReportFilters(dated: .decided))
      }
      await #expect(throws: ReportFailure.unknownProvince("jiangsu")) {
        try await BacklogReport().compute(on: manager, filters: ReportFilters(province: "jiangsu"))
      }
      await manager.close()
      await owner.close()
    }
  }
}
