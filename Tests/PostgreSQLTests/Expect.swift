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

/// Waits until the server says of so many of these sessions that they wait for it: in `pg_sleep`, or for a lock.
func areWaiting(_ processes: [Int32]) async throws -> Bool {
  let watcher = try await Shared.connect()
  let isSo = try await soon {
    try await watcher.query(
      "SELECT FROM pg_stat_activity WHERE pid = ANY ($1) AND (wait_event = 'PgSleep' OR wait_event_type = 'Lock')",
      [processes.map(Int.init)]
    ).count == processes.count
  }
  await watcher.close()
  return isSo
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
