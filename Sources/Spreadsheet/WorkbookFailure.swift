/// Why a workbook could not be written.
public enum WorkbookFailure: Error, Hashable, Sendable {
  /// The file could not be written.
  case file(FileFailure)

  /// A row or column outside the 1,048,576 × 16,384 cells of a sheet (both count from 0).
  case outOfRange(row: Int, column: Int)
  /// A text longer than a cell holds; lengths in UTF-16 units, as Excel counts.
  case textTooLong(length: Int, limit: Int)
  /// A formula longer than 8,192 characters.
  case formulaTooLong(length: Int)
  /// NaN, an infinity, or an integer that a double cannot hold exactly.
  case numberNotRepresentable
  /// A date before 1900-03-01, which Excel's calendar counts wrongly.
  case dateNotRepresentable(String)
  /// Empty, over 31 characters, or with one of `[ ] : * ? / \ '`.
  case sheetNameInvalid(String)
  /// Two sheets whose names differ at most in case.
  case sheetNameTaken(String)
  /// A header or footer over 255 characters.
  case pageTextTooLong(length: Int)
  /// A name for cells that Excel would refuse, or that is too long for libxlsxwriter's buffer.
  case definedNameInvalid(String)
  /// A link that is neither https, http nor mailto, or longer than 2,000 bytes.
  case linkInvalid
  /// More links than the 65,530 that a sheet may have.
  case tooManyLinks
  /// A format of another workbook.
  case foreignFormat
  /// The workbook has been written or abandoned.
  case closed
  /// libxlsxwriter's error number (`lxw_error`) and what was asked of it.
  case library(code: Int, operation: String)
}
