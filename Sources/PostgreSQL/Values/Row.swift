/// One row of a result.
///
/// ```swift
/// let number: String = try row["number"]
/// let holder: String? = try row["holder"]
/// ```
public struct Row: Sendable {
  let rows: Rows
  let position: Int

  /// The columns in the statement's order.
  public var columns: [Column] { rows.columns }

  /// The value of a column by name; the first one when the name occurs twice. NULL needs an optional type.
  public subscript<T: SQLDecodable>(_ name: String) -> T {
    get throws(DatabaseError) { try decode(name, as: T.self) }
  }

  /// The value of a column by position from 0.
  public subscript<T: SQLDecodable>(_ index: Int) -> T {
    get throws(DatabaseError) { try decode(index, as: T.self) }
  }

  /// The value of a column by name; fails with `.decoding`, naming column and type.
  public func decode<T: SQLDecodable>(_ name: String, as type: T.Type = T.self) throws(DatabaseError) -> T {
    guard let index = rows.shape.positions[name] else {
      throw DatabaseError(kind: .decoding, message: "the result has no column \"\(name)\"")
    }
    return try decode(index, as: type)
  }

  /// The value of a column by position from 0; fails with `.decoding`, naming column and type.
  public func decode<T: SQLDecodable>(_ index: Int, as type: T.Type = T.self) throws(DatabaseError) -> T {
    guard index >= 0, index < columns.count else {
      throw DatabaseError(kind: .decoding, message: "the result has no column \(index), it has \(columns.count)")
    }
    guard let value = bytes(index) else {
      guard let null = T.sqlNull else { throw mismatch(index, type, "is NULL, not") }
      return null
    }
    if let decoded = T.decode(sqlBytes: value) { return decoded }
    let isText = String(validating: value, as: UTF8.self) != nil
    throw mismatch(index, type, isText ? "is not" : "is not valid UTF-8, wanted")
  }

  /// Whether a column is NULL; nil when there is no such column.
  public func isNull(_ name: String) -> Bool? {
    rows.shape.positions[name].map { bytes($0) == nil }
  }

  /// The bytes as the server sent them, in text format; nil is NULL.
  func bytes(_ index: Int) -> ArraySlice<UInt8>? {
    let cell = rows.cells[position * columns.count + index]
    return cell.count < 0 ? nil : rows.bytes[cell.start..<cell.start + cell.count]
  }

  private func mismatch<T>(_ index: Int, _ type: T.Type, _ problem: String) -> DatabaseError {
    DatabaseError(
      kind: .decoding,
      message: "column \"\(columns[index].name)\" (type \(columns[index].type)) \(problem) \(type)")
  }
}
