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
    let count = try readRows(name, each)
    tell(sql, parameters, name: name, rows: count)
    return count
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
    if let problem { throw problem }
    return count
  }

  /// Hands over the rows in batches as they lie in libpq's memory; while one is worked on, the server makes the next.
  func batches(
    _ sql: String, _ parameters: [(any SQLEncodable)?], size: Int, name: String?,
    _ each: (borrowing RowBatch) throws -> Void
  ) throws -> Int {
    _ = try query("DECLARE batches NO SCROLL CURSOR FOR " + sql, parameters, name: name, prepare: false)
    let count = try fetch(size, name, each)
    try script("CLOSE batches", name: name)
    tell(sql, parameters, name: name, rows: count)
    return count
  }

  private func fetch(_ size: Int, _ name: String?, _ each: (borrowing RowBatch) throws -> Void) throws -> Int {
    try begin()
    defer { end() }
    let fetch = "FETCH \(size) FROM batches"
    try send(fetch, [], name: name)
    var count = 0
    while let result = try lastResult(name) {
      if interrupt.isRequested { throw cancelled }
      let rows = result.rowCount
      if rows == size { try send(fetch, [], name: name) }
      do { try each(RowBatch(result)) } catch {
        isStopping = true
        drain()
        throw error
      }
      count += rows
      if rows < size { break }
    }
    return count
  }
}
