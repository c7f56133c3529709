/// One column of a result.
public struct Column: Sendable, Hashable {
  /// The name that the statement gave it.
  public let name: String
  /// The type's OID in `pg_type`.
  public let type: UInt32
}

/// The columns of a result, shared by its rows.
final class RowShape: Sendable {
  let columns: [Column]
  /// The first column of each name.
  let positions: [String: Int]

  init(columns: [Column]) {
    self.columns = columns
    positions = Dictionary(columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// Where a value lies in the bytes of its result.
struct Cell: Sendable {
  var start: Int
  /// −1 is NULL.
  var count: Int

  static let null = Cell(start: 0, count: -1)
}

/// The rows of a result, copied out of libpq: free to travel between tasks.
public struct Rows: RandomAccessCollection, Sendable {
  let shape: RowShape
  let cells: [Cell]
  let bytes: [UInt8]
  /// The number of rows.
  public let count: Int

  /// The columns in the statement's order.
  public var columns: [Column] { shape.columns }
  /// 0.
  public var startIndex: Int { 0 }
  /// The same as `count`.
  public var endIndex: Int { count }

  /// The row at `position`.
  public subscript(position: Int) -> Row {
    precondition(position >= 0 && position < count, "row \(position) of \(count)")
    return Row(rows: self, position: position)
  }
}
