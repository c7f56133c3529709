import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

/// Workbooks with personal data say so on every page; all say which export on record they are.
@Suite(.timeLimit(.minutes(30))) struct ExportMarkTests {
  @Test func everyPageOfAnUnmaskedLedgerSaysSo() async throws {
    let folder = try ReadBack.Folder()
    try await World.with { world in
      try await world.load(60)
      let manager = try await world.connect(.chief)
      let purpose = "年检核对" + String(repeating: "长", count: 80)
      for (file, reason) in [("whole.xlsx", purpose), ("masked.xlsx", nil as String?)] {
        let number: Int = try await manager.query(
          "SELECT review.export_begin('ledger', '[{}]', $1, $2)", [reason != nil, reason])[0].decode(0)
        for language in [Language.zh, .en] {
          let path = folder.file("\(language)-\(file)")
          // Two sheets of rows and one of notes.
          let result = try await Ledger.write(
            Ledger.Order(
              export: number, filters: ReportFilters(), purpose: reason, maker: "张三", language: language),
            on: manager, to: path, rowsPerSheet: 40)
          #expect(result.sheets == 3)
          let mark =
            language == .zh
            ? "含个人信息，仅限内部使用 · 导出编号 \(number) · 用途：年检核对" : "Personal data, for internal use only · export \(number)"
          for sheet in try await ReadBack.openpyxl(path).sheets {
            let isMarked = sheet.cells.values.contains { $0.text.hasPrefix(mark) && !$0.text.contains(purpose) }
            #expect(isMarked == (reason != nil), "\(file) \(sheet.name)")
            #expect(
              (sheet.header ?? "").hasPrefix(mark) == (reason != nil), "\(file) \(sheet.name): \(sheet.header ?? "")")
          }
          let properties = try await Self.properties(path)
          #expect(properties["export"] == "\(number)")
          #expect(properties["purpose"] == reason)
        }
      }
      await manager.close()

      let reviewer = try await world.connect(.reviewer)
      await #expect(throws: DatabaseError.self) {
        try await reviewer.query("SELECT review.export_begin('ledger', '[{}]', true, '核对')")
      }
      await reviewer.close()
    }
  }

  @Test func aReportNamesItsExportOnEveryPage() async throws {
    let folder = try ReadBack.Folder()
    try await World.with { world in
      try await world.load(200)
      let manager = try await world.connect(.manager)
      var data = try await Report.summary.compute(on: manager, filters: ReportFilters())
      data.export = 4711
      _ = try ReportExporter.write(data, to: folder.file("s.xlsx"), maker: "张三")
      let script = "import sys, openpyxl; [print(s.oddFooter.right.text) for s in openpyxl.load_workbook(sys.argv[1])]"
      let feet = String(
        decoding: try await ReadBack.run("/usr/bin/python3", ["-c", script, folder.file("s.xlsx")]), as: UTF8.self
      ).split(separator: "\n")
      #expect(feet.count == data.sheets.count)
      #expect(feet.allSatisfy { $0.hasSuffix("· 导出编号 4711") }, "\(feet)")
      #expect(try await Self.properties(folder.file("s.xlsx"))["export"] == "4711")
      await manager.close()
    }
  }

  private static func properties(_ path: String) async throws -> [String: String] {
    let script = """
      import json, re, sys, zipfile
      text = zipfile.ZipFile(sys.argv[1]).read("docProps/custom.xml").decode()
      print(json.dumps(dict(re.findall(r'name="([^"]*)"[^>]*><vt:lpwstr>([^<]*)<', text))))
      """
    return try await JSONDecoder().decode(
      [String: String].self, from: ReadBack.run("/usr/bin/python3", ["-c", script, path]))
  }
}
