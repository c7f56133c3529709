import CLibPQ

/// A statement with its parameters, checked and in the form that libpq takes.
private struct EncodedParameters {
  private var bytes: [UInt8] = []
  /// −1 is NULL.
  private var offsets: [Int] = []

  init(_ parameters: [(any SQLEncodable)?], limit: Int, statement: String?) throws(DatabaseError) {
    // What is left of the one message that carries them all.
    var left = limit
    for (index, parameter) in parameters.enumerated() {
      guard let parameter else {
        offsets.append(-1)
        continue
      }
      var buffer = SQLTextBuffer(limit: left)
      parameter.write(into: &buffer)
      if let problem = buffer.problem {
        throw problem.error(at: "parameter $\(index + 1)", limit: limit, statement: statement)
      }
      left -= buffer.bytes.count
      offsets.append(bytes.count)
      bytes.append(contentsOf: buffer.bytes)
      bytes.append(0)
    }
  }

  func withPointers<R>(_ body: (CInt, UnsafePointer<UnsafePointer<CChar>?>?) -> R) -> R {
    unsafe bytes.withUnsafeBytes { buffer in
      let start = unsafe buffer.bindMemory(to: CChar.self).baseAddress
      var pointers = unsafe [UnsafePointer<CChar>?]()
      for offset in offsets { unsafe pointers.append(offset < 0 ? nil : unsafe start.map { unsafe $0 + offset }) }
      return unsafe pointers.withUnsafeBufferPointer { unsafe body(CInt(offsets.count), $0.baseAddress) }
    }
  }
}

extension Session {
  /// Runs one statement and copies its rows.
  func query(
    _ sql: String, _ parameters: [(any SQLEncodable)?], name: String?, prepare: Bool
  ) throws(DatabaseError) -> (rows: Rows, affected: Int) {
    try begin()
    defer { end() }
    // A statement that another server session prepared would end a transaction: only outside of one is that put right.
    let prepare = prepare && handle.transactionStatus == PQTRANS_IDLE
    do throws(DatabaseError) {
      return try run(sql, parameters, name: name, prepare: prepare)
    } catch {
      // The table changed its shape, or a pooler gave us another server session.
      guard prepare, Self.isStale(error), handle.transactionStatus == PQTRANS_IDLE else { throw error }
      if prepared.remove(sql) != nil, error.sqlState == "0A000" {
        try? deallocate(Self.statementName(sql), name)
      }
      // Without a name it goes in one piece, to whichever session.
      return try run(sql, parameters, name: name, prepare: false)
    }
  }

  private static func isStale(_ error: DatabaseError) -> Bool {
    error.sqlState == "0A000" || error.sqlState == "26000"
  }

  /// The same text has the same name in every session, so that one which a pooler hands from client to client never runs another's
  /// statement: `rc_` and 128 bits of FNV-1a.
  static func statementName(_ sql: String) -> String {
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for byte in sql.utf8 { hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B }
    return "rc_" + String(hash, radix: 16)
  }

  private func deallocate(_ statement: String, _ name: String?) throws(DatabaseError) {
    guard unsafe PQsendQuery(handle.pointer, "DEALLOCATE \(statement)") == 1 else { throw sendFailure(name) }
    try flush()
    _ = try lastResult(name)
  }

  private func run(
    _ sql: String, _ parameters: [(any SQLEncodable)?], name: String?, prepare: Bool
  ) throws(DatabaseError) -> (rows: Rows, affected: Int) {
    try send(sql, parameters, name: name, prepare: prepare)
    guard let result = try lastResult(name), result.status != PGRES_EMPTY_QUERY else {
      throw DatabaseError(kind: .misuse, message: "the statement is empty", statement: name)
    }
    let rows = result.rows(shape: result.shape())
    tell(sql, parameters, name: name, columns: rows.columns, rows: rows.count)
    return (rows, result.affectedRows)
  }

  /// Sends a statement; its results are to be read to the end.
  func send(
    _ sql: String, _ parameters: [(any SQLEncodable)?], name: String?, prepare: Bool = false
  ) throws(DatabaseError) {
    try check(sql, name)
    let encoded = try EncodedParameters(parameters, limit: limit - sql.utf8.count, statement: name)
    let sent: CInt
    if prepare {
      let statement = try preparedName(sql, name)
      sent = unsafe encoded.withPointers { count, values in
        unsafe PQsendQueryPrepared(handle.pointer, statement, count, values, nil, nil, 0)
      }
    } else {
      sent = unsafe encoded.withPointers { count, values in
        unsafe PQsendQueryParams(handle.pointer, sql, count, nil, values, nil, nil, 0)
      }
    }
    guard sent == 1 else { throw sendFailure(name) }
    try flush()
  }

  /// Runs many statements in the simple protocol, in one transaction unless they say otherwise.
  func script(_ sql: String, name: String? = nil) throws(DatabaseError) {
    try begin()
    defer { end() }
    try check(sql, name)
    guard unsafe PQsendQuery(handle.pointer, sql) == 1 else { throw sendFailure(name) }
    try flush()
    _ = try lastResult(name)
    tell(sql, name: name)
  }

  private func check(_ sql: String, _ name: String?) throws(DatabaseError) {
    guard !sql.utf8.contains(0) else {
      throw DatabaseError(kind: .invalidText, message: "the statement holds a NUL character", statement: name)
    }
    guard sql.utf8.count < limit else {
      throw DatabaseError(kind: .tooLarge, message: "the statement has more than \(limit) bytes", statement: name)
    }
  }

  /// Reads to the end; the last result, or the first error.
  func lastResult(_ name: String?) throws(DatabaseError) -> ResultHandle? {
    var last: ResultHandle?
    var problem: DatabaseError?
    while true {
      guard let result = try nextResult() else { break }
      if let found = examine(result, name) { problem = problem ?? found }
      last = consume result
    }
    if let problem { throw problem }
    return last
  }

  /// The error that a result is, if it is one; a COPY that nobody asked for is brought to its end.
  func examine(_ result: borrowing ResultHandle, _ name: String?) -> DatabaseError? {
    switch result.status {
    case PGRES_COPY_IN, PGRES_COPY_BOTH: endCopyIn(refusing: "COPY needs copyIn")
    case PGRES_COPY_OUT:
      isStopping = true
      drain(copyingOut: true)
    default: return result.isError ? failure(result, name) : nil
    }
    drain()
    return DatabaseError(kind: .misuse, message: "COPY needs copyIn", statement: name)
  }

  /// The server-side name of a statement, prepared on first use.
  private func preparedName(_ sql: String, _ name: String?) throws(DatabaseError) -> String {
    let statement = Self.statementName(sql)
    if prepared.contains(sql) { return statement }
    if prepared.count >= 200 {
      guard unsafe PQsendQuery(handle.pointer, "DEALLOCATE ALL") == 1 else { throw sendFailure(name) }
      try flush()
      _ = try lastResult(name)
      prepared.removeAll()
    }
    guard unsafe PQsendPrepare(handle.pointer, statement, sql, 0, nil) == 1 else { throw sendFailure(name) }
    try flush()
    do throws(DatabaseError) { _ = try lastResult(name) } catch {
      // Another client of the pooler has prepared this very text in that session.
      guard error.sqlState == "42P05", handle.transactionStatus == PQTRANS_IDLE else { throw error }
    }
    prepared.insert(sql)
    return statement
  }
}
