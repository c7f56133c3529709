import Foundation
import PostgreSQL
import Testing

/// With `REVIEW_TEST_CALLS=FOLDER`, which functions of the schema each test called in its databases: a file a test, named by its
/// identity with colons for slashes, `function calls` a line. What `scripts/mutants` chooses tests by.
extension TestServer {
  static let calls = ProcessInfo.processInfo.environment["REVIEW_TEST_CALLS"].flatMap {
    $0.isEmpty ? nil : URL(filePath: $0)
  }

  /// Adds what was called in a database to what its test called before. Its sessions end, because each tells when it ends.
  ///
  /// A call that was refused counts 0: the server enters it, and counts those that returned.
  func enterCalls(in database: String, of server: RunningServer) async throws {
    guard let folder = Self.calls, let test = Test.current, server.cluster != nil else { return }
    _ = try await server.administrator.query(
      "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = $1", [database])
    let connection = try await Connection.connect(server.owner.overriding(["dbname": database]))
    let rows = try await connection.query(
      "SELECT funcname::text || ' ' || calls AS line FROM pg_stat_user_functions WHERE schemaname = 'review'")
    await connection.close()
    let file = folder.appending(path: "\(test.id)".replacing("/", with: ":"), directoryHint: .notDirectory)
    var lines = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    for row in rows { lines += "\(try row["line"] as String)\n" }
    try Data(lines.utf8).write(to: file)
  }
}
