import Dispatch
import Foundation
import PostgreSQL
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(30))) struct TransactionTests {
  private struct Stop: Error {}

  private func table(_ rows: Int = 2) async throws -> (TestDatabase, Connection) {
    let database = try await TestServer.shared.makeEmptyDatabase()
    let connection = try await database.connect()
    try await connection.script(
      "CREATE TABLE account (id int PRIMARY KEY, amount int NOT NULL); INSERT INTO account SELECT i, 100 FROM generate_series(1, \(rows)) i"
    )
    return (database, connection)
  }

  @Test func returningCommitsAndThrowingRollsBack() async throws {
    let (database, connection) = try await table()
    let changed = try await connection.transaction { transaction in
      try transaction.execute("UPDATE account SET amount = $1", [7])
    }
    #expect(changed == 2)
    await #expect(throws: Stop.self) {
      try await connection.transaction { transaction in
        try transaction.execute("DELETE FROM account")
        throw Stop()
      }
    }
    #expect(try await database.connect().query("SELECT sum(amount)::int AS sum FROM account")[0]["sum"] == 14)
  }

  @Test func aSwallowedFailureIsNoCommit() async throws {
    let (_, connection) = try await table()
    let error = await failure {
      try await connection.transaction { transaction in
        try transaction.execute("DELETE FROM account")
        _ = try? transaction.query("SELECT 1/0")
      }
    }
    #expect(error?.sqlState == "22012")
    #expect(try await connection.query("SELECT FROM account").count == 2)
  }

  @Test func transactionsEndedByHandAreRefused() async throws {
    let connection = try await Shared.connect()
    let error = await failure { try await connection.transaction { try $0.script("COMMIT") } }
    #expect(error?.kind == .misuse)
    try await connection.script("BEGIN")
    #expect(await failure { try await connection.transaction { _ in } }?.kind == .misuse)
    try await connection.script("ROLLBACK")
  }

  @Test func modesReachTheServer() async throws {
    let connection = try await Shared.connect()
    let mode = TransactionMode(.repeatableRead, readOnly: true)
    let shown = try await connection.transaction(mode) { transaction -> [String] in
      let row = try transaction.query(
        """
        SELECT current_setting('transaction_isolation') AS a, current_setting('transaction_read_only') AS b
        """)[0]
      return [try row["a"], try row["b"]]
    }
    #expect(shown == ["repeatable read", "on"])
    let refused = await failure {
      try await connection.transaction(.snapshot) { try $0.script("CREATE TABLE no (a int)") }
    }
    #expect(refused?.sqlState == "25006")
  }

  @Test func aSnapshotIsShared() async throws {
    let (database, first) = try await table()
    let second = try await database.connect()
    let writer = try await database.connect()
    let (snapshots, announcement) = AsyncStream.makeStream(of: Snapshot.self)
    let mayEnd = DispatchSemaphore(value: 0)
    async let before: Int = first.transaction(.snapshot) { transaction in
      announcement.yield(try transaction.exportSnapshot())
      mayEnd.wait()
      return try transaction.query("SELECT count(*) AS n FROM account")[0]["n"]
    }
    for await snapshot in snapshots {
      try await writer.execute("INSERT INTO account VALUES (7, 7)")
      let seen: Int = try await second.transaction(.snapshot(snapshot)) { transaction in
        try transaction.query("SELECT count(*) AS n FROM account")[0]["n"]
      }
      mayEnd.signal()
      #expect(try await before == seen)
      #expect(try await writer.query("SELECT count(*) AS n FROM account")[0]["n"] == seen + 1)
      // It went with the transaction that it was of.
      let refused = await failure { try await second.transaction(.snapshot(snapshot)) { _ in } }
      #expect(refused?.kind == .refused)
      break
    }
  }

  @Test func deadlocksAreRunAgain() async throws {
    let (database, first) = try await table()
    let second = try await database.connect()
    let attempts = Collected<Int>()
    let meeting = Meeting(of: 2)
    @Sendable func move(_ from: Int, _ to: Int, on connection: Connection) async throws {
      try await connection.transaction { transaction in
        attempts.append(from)
        try transaction.execute("UPDATE account SET amount = amount - 1 WHERE id = $1", [from])
        // Each has one row before either asks for the other.
        meeting.wait()
        try transaction.execute("UPDATE account SET amount = amount + 1 WHERE id = $1", [to])
      }
    }
    async let one: Void = move(1, 2, on: first)
    async let two: Void = move(2, 1, on: second)
    _ = try await (one, two)
    #expect(attempts.all.count == 3)
    #expect(try await first.query("SELECT array_agg(amount ORDER BY id) AS a FROM account")[0]["a"] == [100, 100])
  }

  @Test func serializationFailuresAreRunAgainEvenWhenTheBodyRenamesThem() async throws {
    let (database, first) = try await table()
    let second = try await database.connect()
    let attempts = Collected<Int>()
    let meeting = Meeting(of: 2)
    @Sendable func add(on connection: Connection) async throws {
      try await connection.transaction(TransactionMode(.repeatableRead), retries: 5) { transaction in
        attempts.append(1)
        do {
          let amount: Int = try transaction.query("SELECT amount FROM account WHERE id = 1")[0]["amount"]
          // Both have read before either writes.
          meeting.wait()
          try transaction.execute("UPDATE account SET amount = $1 WHERE id = 1", [amount + 1])
        } catch { throw Stop() }
      }
    }
    async let one: Void = add(on: first)
    async let two: Void = add(on: second)
    _ = try await (one, two)
    #expect(attempts.all.count == 3)
    #expect(try await first.query("SELECT amount FROM account WHERE id = 1")[0]["amount"] == 102)
  }

  @Test func retriesAreBounded() async throws {
    let connection = try await Shared.connect()
    let attempts = Collected<Int>()
    let error = await failure {
      try await connection.transaction(retries: 2) { transaction in
        attempts.append(1)
        try transaction.script("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$")
      }
    }
    #expect(error?.kind == .conflict)
    #expect(attempts.all.count == 3)
  }

  @Test func otherFailuresAreNotRunAgain() async throws {
    let connection = try await Shared.connect()
    let attempts = Collected<Int>()
    _ = await failure {
      try await connection.transaction { transaction in
        attempts.append(1)
        try transaction.query("SELECT 1/0")
      }
    }
    #expect(attempts.all.count == 1)
  }

  @Test func savepointsUndoTheirOwnPartOnly() async throws {
    let (_, connection) = try await table()
    try await connection.transaction { transaction in
      try transaction.execute("UPDATE account SET amount = 1 WHERE id = 1")
      for bad in ["SELECT 1/0", "SELECT * FROM nowhere"] {
        _ = try? transaction.savepoint { inner in
          try inner.execute("UPDATE account SET amount = 2")
          try inner.query(bad)
        }
      }
      try transaction.savepoint { inner in try inner.execute("UPDATE account SET amount = 3 WHERE id = 2") }
    }
    #expect(try await connection.query("SELECT array_agg(amount ORDER BY id) AS a FROM account")[0]["a"] == [1, 3])
  }

  @Test func cancellationRollsBack() async throws {
    let (_, connection) = try await table()
    let process = await connection.backendProcess
    let task = Task {
      try await connection.transaction { transaction in
        try transaction.execute("DELETE FROM account")
        try transaction.query("SELECT pg_sleep(3600)")
        return 0
      }
    }
    #expect(try await areWaiting([process]))
    task.cancel()
    #expect(await failure { _ = try await task.value }?.kind == .cancelled)
    #expect(try await connection.query("SELECT FROM account").count == 2)
  }
}
