import CXLSXWriter

/// Writes the cells of one column from top to bottom, straight from a database's answer: what millions of cells have in common is done
/// once.
@safe package struct ColumnWriter {
  /// Keeps the owner of the pointers alive.
  private let sheet: Sheet
  private let worksheet: UnsafeMutablePointer<lxw_worksheet>
  private let column: lxw_col_t
  private let format: UnsafeMutablePointer<lxw_format>?

  package init(_ sheet: Sheet, column: Int, format: Format?) throws(WorkbookFailure) {
    self.sheet = sheet
    (_, self.column) = try sheet.position(0, column)
    unsafe worksheet = try sheet.open
    unsafe self.format = try sheet.native(format)
  }

  /// A text, whatever it starts with; UTF-8, followed by a NUL.
  ///
  /// - Returns: whether all of it stands there; false where no cell has room for it.
  package func text(_ bytes: UnsafeBufferPointer<UInt8>, row: Int) throws(WorkbookFailure) -> Bool {
    guard let start = bytes.baseAddress, unsafe CellText.isPlain(bytes) else {
      return try text(CellText.Escaped(fitting: unsafe String(decoding: bytes, as: UTF8.self)), row: row)
    }
    let text = unsafe UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
    try check(unsafe worksheet_write_string(worksheet, lxw_row_t(row), column, text, format), row)
    return true
  }

  /// A text that is ready for a cell; answers whether it is whole.
  package func text(_ text: CellText.Escaped, row: Int) throws(WorkbookFailure) -> Bool {
    try check(unsafe worksheet_write_string(worksheet, lxw_row_t(row), column, text.text, format), row)
    return !text.isCut
  }

  /// A finite number.
  package func number(_ value: Double, row: Int) throws(WorkbookFailure) {
    try check(unsafe worksheet_write_number(worksheet, lxw_row_t(row), column, value, format), row)
  }

  private func check(_ code: lxw_error, _ row: Int) throws(WorkbookFailure) {
    guard code != LXW_NO_ERROR else { return }
    try Workbook.check(code, "cell \(CellAddress(row: row, column: Int(column)).relative)")
  }
}
