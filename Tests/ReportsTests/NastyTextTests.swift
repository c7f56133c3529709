import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports
@testable import Spreadsheet

/// Texts that programs like to take for something else, in names and reasons of real reports.
@Suite(.timeLimit(.minutes(30))) struct NastyTextTests {
  static let texts = [
    "=cmd|' /C calc'!A0", "+1", "-", "-2+3", "@SUM(A1)", "=1+1", "\"quoted\", 'both'", "a\tb", "first\nsecond", "🙂👨‍👩‍👧‍👦é",
    "שלום عربي 会计", "_x0041_", "<b>&amp;</b>", "00123", "1e5", "2026-01-01", "％＝＋－＠", " 前后空格 ", "\u{200B}零\u{200F}宽",
    "🇨🇳✂️", "#REF!", "TRUE",
  ]

  @Test func namesAndReasonsSurviveLibreOffice() async throws {
    let folder = try ReadBack.Folder()
    try await World.with { world in
      let owner = world.owner
      try await world.load(1500)
      let codes = try await owner.query("SELECT code FROM review.return_reason ORDER BY ordinal").map {
        try $0.decode("code", as: String.self)
      }
      let texts = Self.texts + [String(repeating: "长", count: 32_767)]
      for (code, text) in zip(codes, texts.suffix(codes.count)) {
        try await owner.execute("UPDATE review.return_reason SET text = $2 WHERE code = $1", [code, text])
      }
      let departments = try await owner.query(
        "SELECT code FROM review.department WHERE code LIKE '3301__' ORDER BY code"
      )
      .map { try $0.decode("code", as: String.self) }
      for (code, text) in zip(departments.dropFirst(), Self.texts) {
        try await owner.execute("UPDATE review.department SET name = $2 WHERE code = $1", [code, text])
      }
      let manager = try await world.connect(.chief)
      var books: [String: ReportData] = [:]
      for report in [Report.reasons as Report, Report.summary, Report.flow] {
        let data = try await report.compute(on: manager, filters: ReportFilters())
        let file = folder.file("\(report.id).xlsx")
        _ = try ReportExporter.write(data, to: file, maker: "=cmd|' /C calc'!A0")
        books[file] = data
      }
      await manager.close()
      for (file, data) in books {
        let book = try await ReadBack.openpyxl(file)
        for section in data.sheets {
          guard let sheet = book[section.name.zh] else { continue }
          for table in section.tables {
            let name = try #require(book.names[data.prefix + table.id])
            let match = try #require(name.firstMatch(of: #/\$A\$(\d+):/#))
            let header = try #require(Int(match.1))
            for (offset, row) in table.rows.enumerated() {
              for (column, value) in row.values.enumerated() {
                guard table.columns[column].kind == .text, value != .none else { continue }
                let text = value.text(.zh)
                let cell = sheet.cells[CellAddress(row: header + offset, column: column).relative]
                #expect(cell?.value == text && cell?.type != "f", "\(table.id) \(row.key): \(text.prefix(20))")
              }
            }
          }
        }
      }
      // LibreOffice, after calculating all anew: the reasons' texts, none of them a number, an error or a result.
      let reasons = try #require(books.first { $0.value.report == "reasons" })
      let shown = try await ReadBack.libreOffice(reasons.key)["退回原因分析"] ?? []
      let cells = Set(shown.flatMap { $0 })
      let table = try #require(reasons.value.table("reasons"))
      var compared = 0
      for row in table.rows where row.kind == .detail {
        let text = table.value("reason", in: row).text(.zh)
        guard !text.contains(where: { $0.isNewline || $0 == "\t" }) else { continue }
        #expect(cells.contains(text), "\(row.key): \(text.prefix(20))")
        compared += 1
      }
      #expect(compared > 8)
    }
  }
}
