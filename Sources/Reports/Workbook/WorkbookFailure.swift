/// Why a workbook could not be written.
public enum WorkbookFailure: Error, Hashable, Sendable {
  /// There is a file of that name, and replacing it was not asked for.
  case fileExists(path: String)
  /// The folder that the file shall go to does not exist, or is no folder.
  case folderMissing(path: String)
  /// The path names a folder, not a file.
  case isFolder(path: String)
  /// A folder was meant, and there is a file of that name.
  case isFile(path: String)
  /// Control characters in a file's name.
  case nameInvalid(path: String)
  /// The file system has no room for so long a name.
  case nameTooLong(path: String)
  /// What is there is a device, a pipe or a link to nothing, and stays.
  case notRegular(path: String)
  /// The file that is there has been made read-only on purpose, and stays.
  case writeProtected(path: String)
  /// The file would be larger than the file system, or a limit of the session, lets it be.
  case fileTooLarge(path: String)
  /// The system refused; `errno` says why (EACCES, EROFS, …).
  case unwritable(path: String, errno: Int32)
  /// No room is left where the file or its temporary parts go.
  case diskFull(path: String)

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
