import CLibPQ

/// Owns one `PGresult` and frees it at the end of its scope.
@safe struct ResultHandle: ~Copyable {
  private let pointer: OpaquePointer

  init(owning pointer: OpaquePointer) { unsafe self.pointer = unsafe pointer }

  deinit { unsafe PQclear(pointer) }

  var status: ExecStatusType { unsafe PQresultStatus(pointer) }

  var isError: Bool {
    switch status {
    case PGRES_BAD_RESPONSE, PGRES_FATAL_ERROR: true
    default: false
    }
  }

  /// The rows that the command changed or returned; 0 where the command has no such number.
  var affectedRows: Int {
    guard let text = unsafe PQcmdTuples(pointer) else { return 0 }
    return unsafe Int(String(cString: text)) ?? 0
  }

  /// One field of an error or notice; nil when the server did not send it.
  func field(_ code: Character) -> String? {
    guard let value = code.asciiValue, let text = unsafe PQresultErrorField(pointer, CInt(value)) else { return nil }
    return unsafe String(cString: text)
  }

  /// libpq's own words, for errors that did not come from the server.
  var message: String {
    guard let text = unsafe PQresultErrorMessage(pointer) else { return "" }
    return unsafe String(cString: text)
  }

  var rowCount: Int { unsafe Int(PQntuples(pointer)) }
  var columnCount: Int { unsafe Int(PQnfields(pointer)) }

  /// A cell where it lies, followed by a NUL; nil for NULL.
  @unsafe func cell(_ row: Int, _ column: Int) -> UnsafeBufferPointer<UInt8>? {
    let (row, column) = (CInt(truncatingIfNeeded: row), CInt(truncatingIfNeeded: column))
    guard unsafe PQgetisnull(pointer, row, column) == 0, let value = unsafe PQgetvalue(pointer, row, column) else {
      return nil
    }
    let length = unsafe Int(PQgetlength(pointer, row, column))
    return unsafe UnsafeBufferPointer(
      start: UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self), count: length)
  }

  /// The columns, copied.
  func shape() -> RowShape {
    var columns: [Column] = []
    for column in unsafe 0..<PQnfields(pointer) {
      let name = unsafe PQfname(pointer, column).map { unsafe String(cString: $0) } ?? ""
      columns.append(unsafe Column(name: name, type: PQftype(pointer, column)))
    }
    return RowShape(columns: columns)
  }

  /// The rows, copied into Swift values.
  func rows(shape: RowShape) -> Rows {
    let height = unsafe Int(PQntuples(pointer))
    let width = shape.columns.count
    var bytes: [UInt8] = []
    var cells: [Cell] = []
    cells.reserveCapacity(height * width)
    for row in 0..<CInt(height) {
      for column in 0..<CInt(width) {
        guard unsafe PQgetisnull(pointer, row, column) == 0, let value = unsafe PQgetvalue(pointer, row, column) else {
          cells.append(.null)
          continue
        }
        let length = unsafe Int(PQgetlength(pointer, row, column))
        cells.append(Cell(start: bytes.count, count: length))
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: value, count: length))
      }
    }
    return Rows(shape: shape, cells: cells, bytes: bytes, count: height)
  }
}
