import CLibPQ

extension Session {
  /// Hands over the rows one by one as they arrive; the number of rows that `each` took.
  ///
  /// When `each` throws, the server is told to stop, the rest is read and dropped, and the error goes on.
  func stream(
    _ sql: String, _ parameters: [(any SQLEncodable)?], name: String?, _ each: (Row) throws -> Void
  ) throws -> Int {
    try begin()
    defer { end() }
    try send(sql, parameters, name: name)
    guard unsafe PQsetSingleRowMode(handle.pointer) == 1 else {
      drain()
      throw DatabaseError(kind: .misuse, message: "the statement cannot be streamed", statement: name)
    }
    return try readRows(name, each)
  }

  private func readRows(_ name: String?, _ each: (Row) throws -> Void) throws -> Int {
    var shape: RowShape?
    var count = 0
    var problem: DatabaseError?
    while let result = try nextResult() {
      guard result.status == PGRES_SINGLE_TUPLE else {
        if let found = examine(result, name) { problem = problem ?? found }
        continue
      }
      let known = shape ?? result.shape()
      shape = known
      do {
        try each(result.rows(shape: known)[0])
        count += 1
      } catch {
        isStopping = true
        drain()
        throw error
      }
    }
    collectNotifications()
    if let problem { throw problem }
    return count
  }
}
