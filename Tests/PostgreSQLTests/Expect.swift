import Foundation
import PostgreSQL
import TestSupport
import Testing

/// One database for the tests that leave nothing behind.
enum Shared {
  static let database = Task { try await TestServer.shared.makeEmptyDatabase() }

  static func connect(onNotice: @escaping @Sendable (Notice) -> Void = { _ in }) async throws -> Connection {
    try await database.value.connect(onNotice: onNotice)
  }
}

/// The DatabaseError that `body` throws; an issue when it throws none.
func failure(
  _ body: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) async -> DatabaseError? {
  do {
    try await body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
  } catch let error as DatabaseError {
    return error
  } catch {
    Issue.record("\(error) is no DatabaseError", sourceLocation: sourceLocation)
  }
  return nil
}

/// Resident memory of this process in megabytes.
func residentMegabytes() throws -> Int {
  let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  return pages * 4096 / 1_048_576
}

/// A value whose SQL text is whatever bytes it is given.
struct RawText: SQLEncodable {
  var bytes: [UInt8]
  var sqlText: String { String(decoding: bytes, as: UTF8.self) }
  func write(into buffer: inout SQLTextBuffer) { buffer.append(utf8: bytes) }
}
