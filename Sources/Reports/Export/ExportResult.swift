public import Foundation

/// A workbook that was written.
public struct ExportResult: Hashable, Sendable {
  /// The absolute path.
  public private(set) var file: String
  /// The report's id.
  public let report: String
  /// Rows of its tables, sums included.
  public let rows: Int
  /// Sheets.
  public let sheets: Int
  /// Size of the file.
  public let bytes: Int
  /// SHA-256 of the file, 64 hexadecimal digits.
  public let sha256: String
  /// The moment that the figures are of.
  public let snapshotAt: Date
  /// Cells with less text than there is, because no cell has room for it.
  public var cutCells = 0

  /// The same when the file stands elsewhere.
  public func moved(to path: String) -> ExportResult {
    var result = self
    result.file = path
    return result
  }
}
