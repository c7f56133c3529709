import CLibPQ
import Glibc

/// One line that COPY sent, in text format unless the statement asked for another.
public struct CopyLine: Sendable {
  /// The bytes with their line end.
  public let bytes: [UInt8]

  /// The fields of a text-format line; nil is NULL.
  ///
  /// - Throws: `.decoding` when a field is not valid UTF-8.
  public func fields() throws(DatabaseError) -> [String?] {
    var fields: [String?] = []
    for (index, field) in CopyText.fields(bytes).enumerated() {
      guard let field else {
        fields.append(nil)
        continue
      }
      guard let text = String(validating: field, as: UTF8.self) else {
        throw DatabaseError(kind: .decoding, message: "COPY field \(index + 1) is not valid UTF-8")
      }
      fields.append(text)
    }
    return fields
  }
}

extension Session {
  func copyOut(_ sql: String, name: String?, _ each: (CopyLine) throws -> Void) throws -> Int {
    try begin()
    defer { end() }
    try send(sql, [], name: name)
    try expect(PGRES_COPY_OUT, name)
    var count = 0
    do {
      while let line = try nextLine() {
        try each(line)
        count += 1
      }
    } catch {
      isStopping = true
      drain(copyingOut: true)
      throw error
    }
    _ = try lastResult(name)
    tell(sql, name: name, rows: count)
    return count
  }

  private func nextLine() throws(DatabaseError) -> CopyLine? {
    while true {
      var buffer: UnsafeMutablePointer<CChar>?
      let length = unsafe Int(PQgetCopyData(handle.pointer, &buffer, 1))
      defer { if let buffer = unsafe buffer { unsafe PQfreemem(buffer) } }
      switch length {
      case 0:
        _ = try wait(for: CInt(POLLIN))
        try consume()
      case -1: return nil
      case -2: throw lost()
      default: return unsafe CopyLine(bytes: [UInt8](UnsafeRawBufferPointer(start: buffer, count: length)))
      }
    }
  }
}
