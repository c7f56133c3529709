/// Some rows of a statement as they came from the server, lent to a closure. For millions of rows, of which no copy shall be made.
public struct RowBatch: ~Copyable {
  private let result: ResultHandle

  init(_ result: consuming ResultHandle) { self.result = result }

  /// How many rows.
  public var count: Int { result.rowCount }

  /// The text form of a cell where it lies, followed by a NUL; nil for NULL. Not to be kept longer than the batch.
  ///
  /// - Parameters:
  ///   - row: from 0, below `count`.
  ///   - column: from 0, below the number of columns.
  @unsafe public func bytes(_ row: Int, _ column: Int) -> UnsafeBufferPointer<UInt8>? {
    unsafe result.cell(row, column)
  }
}
