import PostgreSQL
import Synchronization
import TestSupport
import Testing

/// What somebody hears who listens to the statements of a task.
@Suite struct SentStatementTests {
  @Test("each way to send one, once, with what came of it; failures and other tasks' statements are not heard")
  func heard() async throws {
    let recorder = StatementRecorder()
    let database = try await TestServer.shared.makeEmptyDatabase()
    let connection = try await database.connect()
    try await recorder.record {
      try await connection.script("CREATE TABLE t (n int)", name: "script")
      try await connection.execute("INSERT INTO t VALUES ($1)", [7], name: "execute")
      try await connection.query("SELECT n, $1::text AS word FROM t", [nil], name: "query", prepare: true)
      try await connection.stream("SELECT n FROM t", name: "stream") { _ in }
      try await connection.copyIn("COPY t FROM STDIN", name: "copy in") { try $0.write([8]) }
      try await connection.transaction { transaction in
        _ = try transaction.batches("SELECT n FROM t WHERE n > $1", [0], name: "batches") { _ in }
      }
      _ = try? await connection.query("SELECT nothing", name: "failed")
      try await connection.query("SELECT 1")
    }
    _ = try await connection.query("SELECT 1", name: "not listened to")

    let told = recorder.statements.filter { !$0.sql.hasPrefix("DECLARE") && !$0.sql.hasPrefix("CLOSE") }
    #expect(told.map(\.name) == ["script", "execute", "query", "stream", "copy in", "batches"])
    #expect(told.map(\.rows) == [0, 0, 1, 1, 1, 2])
    #expect(told.map(\.parameters) == [[], ["Int"], [nil], [], [], ["Int"]])
    #expect(told[2].columns.map(\.name) == ["n", "word"])
    let user = try await connection.query("SELECT session_user::text")[0].decode(0, as: String.self)
    #expect(Set(told.map(\.role)) == [user])
    await connection.close()
    try await database.drop()
  }
}
