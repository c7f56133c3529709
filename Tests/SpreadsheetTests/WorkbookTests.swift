import Domain
import Foundation
import TestSupport
import Testing

@testable import Spreadsheet

@Suite(.timeLimit(.minutes(30))) struct WorkbookTests {
  let folder = try? ReadBack.Folder()

  private func path(_ name: String) throws -> String { try #require(folder).file(name) }

  @Test func textsSurviveAsTexts() async throws {
    let file = try path("texts.xlsx")
    let book = try Workbook(path: file)
    let sheet = try book.addSheet(SheetName("文本"))
    for (row, text) in nastyTexts.enumerated() { try sheet.write(.text(text), row: row, column: 0) }
    _ = try book.finish()
    let read = try #require(try await ReadBack.openpyxl(file)["文本"])
    for (row, text) in nastyTexts.enumerated() {
      let expected = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
        .replacingOccurrences(of: "\u{FFFE}\u{FFFF}", with: "\u{FFFD}\u{FFFD}")
      let cell = try #require(read.cells["A\(row + 1)"], "row \(row + 1)")
      // openpyxl leaves control characters escaped, and drops every x005F_.
      let read = cell.text.replacing(#/_x00([01][0-9A-F]|7F)_/#) { match in
        UInt8(match.1, radix: 16).map { String(UnicodeScalar($0)) } ?? ""
      }
      #expect(read == (text == "a_x005F_b" ? "a_b" : expected), "row \(row + 1)")
      #expect(cell.type == "s", "row \(row + 1)")
    }
    // LibreOffice opens it and sees as many rows, none of them a number or an error.
    let shown = try #require(try await ReadBack.libreOffice(file)["文本"])
    #expect(shown.first?.first == "=1+1")
    #expect(shown.contains { $0.first == "010101" })
    #expect(shown.contains { $0.first == "_x0041_" })
    #expect(shown.contains { $0.first == "a_x005F_b" })
  }

  @Test func valuesFormulasAndDates() async throws {
    let file = try path("values.xlsx")
    let book = try Workbook(path: file)
    let sheet = try book.addSheet(SheetName("值"))
    let date = try book.format(CellStyle().with { $0.numberFormat = "yyyy-mm-dd" })
    let time = try book.format(CellStyle().with { $0.numberFormat = "yyyy-mm-dd hh:mm:ss" })
    try sheet.write(.integer(1 << 53), row: 0, column: 0)
    try sheet.write(.number(0.1), row: 1, column: 0)
    // Wrong on purpose: shows that LibreOffice calculates anew, and openpyxl reads what is stored.
    try sheet.write(.formula("=A2*10", result: 999), row: 2, column: 0)
    try sheet.write(.textFormula("\"是\"&\"否\"", result: "是否"), row: 3, column: 0)
    try sheet.write(.date(#require(Day(iso: "2024-02-29"))), row: 4, column: 0, format: date)
    try sheet.write(.instant(Date(timeIntervalSince1970: 1_767_196_799)), row: 5, column: 0, format: time)
    try sheet.write(.boolean(true), row: 6, column: 0)
    try sheet.write(
      .webLink(#require(URL(string: "https://kjs.mof.gov.cn/a?b=1&c=财")), text: "=会计司"), row: 7, column: 0)
    try sheet.write(.sheetLink(sheet.name, CellAddress(row: 0, column: 0), text: "回到开头"), row: 8, column: 0)
    try sheet.merge(rows: 9...9, columns: 0...3, .integer(7))
    try book.define("总数", as: CellRange(sheet: sheet.name, rows: 0...1, columns: 0...0))
    let result = try book.finish()
    #expect(result.sheets == 1)
    #expect(result.rows == 10)
    let read = try await ReadBack.openpyxl(file)
    let cells = try #require(read["值"]?.cells)
    #expect(cells["A1"]?.value == "9007199254740992")
    #expect(cells["A2"]?.value == "0.1")
    #expect(cells["A3"]?.text == "=A2*10" && cells["A3"]?.value == "999")
    #expect(cells["A4"]?.value == "是否")
    #expect(cells["A5"]?.value == "2024-02-29 00:00:00")
    #expect(cells["A6"]?.value == "2025-12-31 23:59:59")
    #expect(cells["A7"]?.value == "True")
    #expect(cells["A8"]?.text == "=会计司")
    #expect(cells["A9"]?.text == "回到开头")
    #expect(cells["A10"]?.value == "7")
    #expect(read.names["总数"] == "'值'!$A$1:$A$2")
    let shown = try #require(try await ReadBack.libreOffice(file)["值"]).map { $0.first ?? "" }
    #expect(shown[2...5] == ["1", "是否", "2024-02-29", "2025-12-31 23:59:59"])
  }

  @Test func boundsAreRefused() async throws {
    let book = try Workbook(path: path("bounds.xlsx"))
    let sheet = try book.addSheet(SheetName("界限"))
    let other = try Workbook(path: path("other.xlsx"))
    let foreign = try other.format(CellStyle())
    #expect(throws: WorkbookFailure.outOfRange(row: 1_048_576, column: 0)) {
      try sheet.write(.integer(1), row: 1_048_576, column: 0)
    }
    #expect(throws: WorkbookFailure.outOfRange(row: -1, column: 0)) { try sheet.write(.blank, row: -1, column: 0) }
    #expect(throws: WorkbookFailure.outOfRange(row: 0, column: 16_384)) {
      try sheet.write(.integer(1), row: 0, column: 16_384)
    }
    #expect(throws: WorkbookFailure.textTooLong(length: 32_768, limit: 32_767)) {
      try sheet.write(.text(String(repeating: "x", count: 32_768)), row: 0, column: 0)
    }
    // 16,384 characters, each of two UTF-16 units.
    #expect(throws: WorkbookFailure.textTooLong(length: 32_768, limit: 32_767)) {
      try sheet.write(.text(String(repeating: "𠮷", count: 16_384)), row: 0, column: 0)
    }
    #expect(throws: WorkbookFailure.numberNotRepresentable) {
      try sheet.write(.integer((1 << 53) + 1), row: 0, column: 0)
    }
    for number in [Double.nan, .infinity] {
      #expect(throws: WorkbookFailure.numberNotRepresentable) { try sheet.write(.number(number), row: 0, column: 0) }
      #expect(throws: WorkbookFailure.numberNotRepresentable) {
        try sheet.write(.formula("=1/0", result: number), row: 0, column: 0)
      }
    }
    #expect(throws: WorkbookFailure.dateNotRepresentable("1900-02-28")) {
      try sheet.write(.date(#require(Day(iso: "1900-02-28"))), row: 0, column: 0)
    }
    #expect(throws: WorkbookFailure.formulaTooLong(length: 8193)) {
      try sheet.write(.formula(String(repeating: "1", count: 8193), result: 1), row: 0, column: 0)
    }
    #expect(throws: WorkbookFailure.foreignFormat) { try sheet.write(.blank, row: 0, column: 0, format: foreign) }
    for link in [
      "ftp://a/b", "file:///etc/passwd", "https://a/external:b", "https://a/" + String(repeating: "b", count: 2000),
    ] {
      #expect(throws: WorkbookFailure.linkInvalid) {
        try sheet.write(.webLink(#require(URL(string: link)), text: "x"), row: 0, column: 0)
      }
    }
    let range = CellRange(sheet: sheet.name, rows: 0...1, columns: 0...1)
    for name in ["", "A1", "r1c1", "R", "1a", "a b", "a-b", "a!b", String(repeating: "名", count: 41)] {
      #expect(throws: WorkbookFailure.definedNameInvalid(name)) { try book.define(name, as: range) }
    }
    try book.define(String(repeating: "名", count: 40), as: range)
    var page = PageSetup()
    page.header = PageSetup.Band(center: [
      .text(String(repeating: "页", count: 200)), .text(String(repeating: "眉", count: 60)),
    ])
    #expect(throws: WorkbookFailure.self) { try sheet.set(page) }
    // Longest names in every place that libxlsxwriter keeps in a fixed buffer: filter, repeated rows, print area, name.
    let long = try book.addSheet(SheetName(String(repeating: "表", count: 31)))
    try long.write(.text("x"), row: 0, column: 0)
    try long.autofilter(rows: 0...1_048_575, columns: 0...16_383)
    page.header = PageSetup.Band()
    page.repeatedRows = 0...1_048_575
    try long.set(page)
    try long.setPrintArea(rows: 1...1_048_575, columns: 1...16_383)
    try book.define(
      String(repeating: "数", count: 39) + "_", as: CellRange(sheet: long.name, rows: 0...1_048_575, columns: 0...16_383)
    )
    _ = try book.finish()
    #expect(try await ReadBack.openpyxl(path("bounds.xlsx")).sheets.count == 2)
    #expect(throws: WorkbookFailure.closed) { try sheet.write(.blank, row: 0, column: 0) }
    #expect(throws: WorkbookFailure.closed) { try book.finish() }
  }

  @Test(arguments: [
    "", "a/b", "[x]", "a:b", "什么?", "*", "\\", "it's", "History", " a", "a ", String(repeating: "表", count: 32),
  ])
  func badSheetNames(_ name: String) {
    #expect(throws: WorkbookFailure.sheetNameInvalid(name)) { try SheetName(name) }
    let fitted = SheetName(fitting: name)
    #expect((try? SheetName(fitted.text)) == fitted)
  }

  @Test func sheetNamesAreUniqueWhateverTheCase() throws {
    let book = try Workbook(path: path("names.xlsx"))
    _ = try book.addSheet(SheetName("Summary"))
    #expect(throws: WorkbookFailure.sheetNameTaken("SUMMARY")) { try book.addSheet(SheetName("SUMMARY")) }
  }

  @Test func aWorkbookGivenUpLeavesNothing() async throws {
    let target = try path("whole.xlsx")
    var book: Workbook? = try Workbook(path: target)
    _ = try book?.addSheet(SheetName("a"))
    book = nil
    #expect(try folder?.names() == [])
    let second = try Workbook(path: target)
    _ = try second.addSheet(SheetName("a"))
    let result = try second.finish()
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)).count == result.bytes)
    let mode = try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let listed = try await String(decoding: ReadBack.run("/usr/bin/sha256sum", [target]), as: UTF8.self)
    #expect(listed.hasPrefix(result.sha256))
    #expect(try folder?.names() == ["whole.xlsx"])
  }

  @Test func badTargets() throws {
    let folder = try #require(folder)
    #expect(throws: WorkbookFailure.file(.folderMissing(path: folder.file("no")))) {
      try Workbook(path: folder.file("no/a.xlsx"))
    }
    #expect(throws: WorkbookFailure.file(.isFolder(path: folder.path))) { try Workbook(path: folder.path) }
    #expect(throws: WorkbookFailure.self) { try Workbook(path: "/proc/a.xlsx") }
  }

  @Test func memoryStaysConstant() async throws {
    let file = try path("long.xlsx")
    let book = try Workbook(path: file, constantMemory: true)
    let sheet = try book.addSheet(SheetName("台账"))
    for row in 0..<20_000 {
      try sheet.write(.text("=\(row)"), row: row, column: 0)
      try sheet.write(.integer(row), row: row, column: 1)
    }
    #expect(try book.finish().rows == 20_000)
    let cells = try #require(try await ReadBack.openpyxl(file)["台账"]?.cells)
    #expect(cells.count == 40_000)
    #expect(cells["A20000"].map { [$0.text, $0.value, $0.type] } == ["=19999", "=19999", "s"])
  }

  @Test func widths() {
    #expect(CellWidth.of("abc") == 3)
    #expect(CellWidth.of("会计，Ａ") == 8)
    #expect(CellWidth.of("e\u{301}") == 1)
    #expect(CellWidth.of("𠮷👨‍👩‍👧") == 4)
    #expect(CellWidth.of("\u{200B}") == 0)
  }
}
