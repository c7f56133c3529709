import CLibPQ

/// Writes the rows of one COPY, in text format (manual, `COPY`, "Text Format").
public struct CopyWriter: ~Copyable {
  private let session: Session
  private let statement: String?
  /// Values before escaping.
  private var values: SQLTextBuffer
  /// Rows ready to be sent.
  private var pending: [UInt8] = []

  /// Large enough that system calls do not count, small enough to stay in the cache.
  private static let batch = 64 * 1024

  init(_ session: Session, statement: String?) {
    self.session = session
    self.statement = statement
    values = SQLTextBuffer(limit: session.limit)
    pending.reserveCapacity(Self.batch * 2)
  }

  /// Writes one row; nil is NULL. Fails with `.tooLarge` or `.invalidText` before anything of the row is sent.
  public mutating func write(_ row: [(any SQLEncodable)?]) throws(DatabaseError) {
    let start = pending.count
    for (index, field) in row.enumerated() {
      if index > 0 { pending.append(UInt8(ascii: "\t")) }
      guard let field else {
        pending.append(UInt8(ascii: "\\"))
        pending.append(UInt8(ascii: "N"))
        continue
      }
      values.removeAll()
      field.write(into: &values)
      if let problem = values.problem {
        throw problem.error(at: "COPY field \(index + 1)", limit: session.limit, statement: statement)
      }
      CopyText.appendEscaped(values.bytes, to: &pending)
      guard pending.count - start <= session.limit else {
        throw SQLTextBuffer.Problem.tooLarge.error(at: "COPY row", limit: session.limit, statement: statement)
      }
    }
    pending.append(UInt8(ascii: "\n"))
    if pending.count >= Self.batch { try send() }
  }

  /// Passes bytes on that are in the COPY's format already (a file that was copied out, CSV).
  public mutating func write(raw bytes: some Collection<UInt8>) throws(DatabaseError) {
    pending.append(contentsOf: bytes)
    if pending.count >= Self.batch { try send() }
  }

  mutating func send() throws(DatabaseError) {
    if session.interrupt.isRequested { throw session.cancelled }
    var offset = 0
    while offset < pending.count {
      let length = min(pending.count - offset, 16 << 20)
      let sent = unsafe pending.withUnsafeBytes { buffer in
        let start = unsafe buffer.baseAddress?.advanced(by: offset).assumingMemoryBound(to: CChar.self)
        return unsafe PQputCopyData(session.handle.pointer, start, CInt(length))
      }
      switch sent {
      case 1: offset += length
      case 0: break
      default: throw session.lost(statement)
      }
      try session.flush()
    }
    // One huge row must not keep its memory for the rest of the COPY.
    if pending.capacity > 8 << 20 { pending = [] } else { pending.removeAll(keepingCapacity: true) }
  }
}

extension Session {
  func copyIn(_ sql: String, name: String?, _ body: (inout CopyWriter) throws -> Void) throws -> Int {
    try begin()
    defer { end() }
    try send(sql, [], name: name)
    try expect(PGRES_COPY_IN, name)
    var writer = CopyWriter(self, statement: name)
    do {
      try body(&writer)
      try writer.send()
    } catch {
      endCopyIn(refusing: "stopped by the program")
      drain()
      // The server's reason, if the connection broke under the writer, is lost with it; the writer's error says so.
      throw error
    }
    endCopyIn(refusing: nil)
    let count = try lastResult(name)?.affectedRows ?? 0
    tell(sql, name: name, rows: count)
    return count
  }

  /// The first result of a COPY statement must say that data flows.
  func expect(_ wanted: ExecStatusType, _ name: String?) throws(DatabaseError) {
    guard let result = try nextResult() else {
      throw DatabaseError(kind: .misuse, message: "the statement is empty", statement: name)
    }
    if result.status == wanted { return }
    let problem =
      result.isError
      ? failure(result, name)
      : DatabaseError(kind: .misuse, message: "the statement is not such a COPY", statement: name)
    if result.status == PGRES_COPY_IN { endCopyIn(refusing: "copyIn was not asked for") }
    if result.status == PGRES_COPY_OUT { isStopping = true }
    drain()
    throw problem
  }
}
