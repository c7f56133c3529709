import CXLSXWriter
import Domain
import Foundation

/// A sheet of a workbook. Rows and columns count from 0.
@safe public final class Sheet {
  /// Its name.
  public let name: SheetName
  /// Keeps the owner of the pointer alive.
  package let workbook: Workbook
  private let pointer: UnsafeMutablePointer<lxw_worksheet>
  /// Rows that hold something, as far as they came from the top.
  private(set) var rowsWritten = 0 {
    didSet { workbook.rowCount += rowsWritten - oldValue }
  }

  /// Rows of a sheet.
  public static let rowLimit = 1_048_576
  /// Columns of a sheet.
  public static let columnLimit = 16_384

  init(name: SheetName, workbook: Workbook, pointer: UnsafeMutablePointer<lxw_worksheet>) {
    self.name = name
    self.workbook = workbook
    unsafe self.pointer = pointer
  }

  /// The library's sheet, as long as the workbook is open.
  var open: UnsafeMutablePointer<lxw_worksheet> {
    get throws(WorkbookFailure) {
      _ = unsafe try workbook.open
      return unsafe pointer
    }
  }

  /// The cell in the library's integers.
  func position(_ row: Int, _ column: Int) throws(WorkbookFailure) -> (lxw_row_t, lxw_col_t) {
    guard row >= 0, row < Self.rowLimit, column >= 0, column < Self.columnLimit else {
      throw .outOfRange(row: row, column: column)
    }
    return (lxw_row_t(row), lxw_col_t(column))
  }

  /// The format, if it is one of this workbook.
  func native(_ format: Format?) throws(WorkbookFailure) -> UnsafeMutablePointer<lxw_format>? {
    guard let format else { return nil }
    guard format.owner == ObjectIdentifier(workbook) else { throw .foreignFormat }
    return unsafe format.pointer
  }

  /// Writes a cell. Texts stay texts whatever they start with; what a cell cannot hold is refused.
  public func write(_ value: CellValue, row: Int, column: Int, format: Format? = nil) throws(WorkbookFailure) {
    let sheet = unsafe try open
    let (r, c) = try position(row, column)
    let f = unsafe try native(format)
    let code: lxw_error
    switch value {
    case .blank:
      code = unsafe worksheet_write_blank(sheet, r, c, f)
    case .text(let text):
      code = unsafe worksheet_write_string(sheet, r, c, try CellText.escaped(text), f)
    case .integer(let integer):
      guard let number = Double(exactly: integer) else { throw .numberNotRepresentable }
      code = unsafe worksheet_write_number(sheet, r, c, number, f)
    case .number(let number):
      guard number.isFinite else { throw .numberNotRepresentable }
      code = unsafe worksheet_write_number(sheet, r, c, number, f)
    case .date(let day):
      code = unsafe worksheet_write_number(sheet, r, c, try ExcelSerial.day(day), f)
    case .instant(let date):
      code = unsafe worksheet_write_number(sheet, r, c, try ExcelSerial.instant(date), f)
    case .boolean(let truth):
      code = unsafe worksheet_write_boolean(sheet, r, c, truth ? 1 : 0, f)
    case .formula(let formula, let result):
      guard result.isFinite else { throw .numberNotRepresentable }
      code = unsafe worksheet_write_formula_num(sheet, r, c, try Self.checked(formula), f, result)
    case .textFormula(let formula, let result):
      code = unsafe worksheet_write_formula_str(
        sheet, r, c, try Self.checked(formula), f, try CellText.escaped(result))
    case .sheetLink(let target, let cell, let text):
      let shown = try CellText.escaped(text)
      code = unsafe worksheet_write_url_opt(
        sheet, r, c, "internal:\(target.quoted)!\(cell.relative)", f, shown, nil)
    case .webLink(let url, let text):
      code = unsafe worksheet_write_url_opt(sheet, r, c, try Self.checked(url), f, try CellText.escaped(text), nil)
    }
    try Workbook.check(code, "cell \(CellAddress(row: row, column: column).relative)")
    if row >= rowsWritten { rowsWritten = row + 1 }
  }

  /// Writes a text over several cells that become one.
  public func merge(
    rows: ClosedRange<Int>, columns: ClosedRange<Int>, _ value: CellValue, format: Format? = nil
  ) throws(WorkbookFailure) {
    guard rows.count > 1 || columns.count > 1 else {
      return try write(value, row: rows.lowerBound, column: columns.lowerBound, format: format)
    }
    let sheet = unsafe try open
    let (top, left) = try position(rows.lowerBound, columns.lowerBound)
    let (bottom, right) = try position(rows.upperBound, columns.upperBound)
    let code = unsafe worksheet_merge_range(sheet, top, left, bottom, right, "", try native(format))
    try Workbook.check(code, "merge")
    try write(value, row: rows.lowerBound, column: columns.lowerBound, format: format)
    if rows.upperBound >= rowsWritten { rowsWritten = rows.upperBound + 1 }
  }

  private static func checked(_ formula: String) throws(WorkbookFailure) -> String {
    let length = formula.utf16.count
    guard length <= 8192, !formula.unicodeScalars.contains(where: CellText.isControl) else {
      throw .formulaTooLong(length: length)
    }
    return formula
  }

  private static func checked(_ url: URL) throws(WorkbookFailure) -> String {
    let text = url.absoluteString
    // libxlsxwriter looks for these words anywhere in the address, and keeps 2,080 bytes of it.
    guard let scheme = url.scheme?.lowercased(), ["https", "http", "mailto"].contains(scheme),
      text.utf8.count <= 2000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      !text.contains("internal:"), !text.contains("external:")
    else { throw .linkInvalid }
    return text
  }
}
