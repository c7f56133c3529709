import Foundation
import PostgreSQL
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(30))) struct StreamTests {
  private struct Enough: Error {}

  @Test func rowsArriveInOrder() async throws {
    let connection = try await Shared.connect()
    let seen = Collected<Int>()
    let count = try await connection.stream("SELECT i FROM generate_series(1, $1) i", [1_000]) { row in
      seen.append(try row["i"])
    }
    #expect(count == 1_000)
    #expect(seen.all == Array(1...1_000))
    #expect(try await connection.stream("SELECT 1 WHERE false") { _ in } == 0)
  }

  @Test func memoryStaysConstant() async throws {
    let connection = try await Shared.connect()
    try await connection.stream("SELECT repeat('x', 1000) FROM generate_series(1, 1000)") { _ in }
    let before = try residentMegabytes()
    // 400 MB; other tests of this process take memory, too.
    let count = try await connection.stream("SELECT repeat('x', 1000) AS x FROM generate_series(1, 400000)") { _ in }
    #expect(count == 400_000)
    #expect(try residentMegabytes() - before < 200)
  }

  @Test func stoppingEarlyStopsTheServer() async throws {
    let connection = try await Shared.connect()
    await #expect(throws: Enough.self) {
      try await connection.stream("SELECT generate_series(1, 1000000000) AS i") { row in
        if try row.decode("i", as: Int.self) == 10 { throw Enough() }
      }
    }
    #expect(try await connection.query("SELECT 1").count == 1)
  }

  @Test func stoppingEarlyInATransactionLeavesTheRestOfItUsableAfterASavepoint() async throws {
    let connection = try await Shared.connect()
    let answer = try await connection.transaction { transaction -> Int in
      _ = try? transaction.savepoint { inner in
        try inner.stream("SELECT generate_series(1, 100000000) AS i") { _ in throw Enough() }
      }
      return try transaction.query("SELECT 42 AS answer")[0]["answer"]
    }
    #expect(answer == 42)
  }

  @Test func aFailureInTheMiddleIsThrown() async throws {
    let connection = try await Shared.connect()
    let seen = Collected<Int>()
    let error = await failure {
      try await connection.stream("SELECT 1/(5-i) AS x FROM generate_series(1, 10) i") { _ in seen.append(1) }
    }
    #expect(error?.sqlState == "22012")
    #expect(seen.all.count == 4)
  }

  @Test func aStatementInsideIsRefused() async throws {
    let connection = try await Shared.connect()
    let error = await failure {
      try await connection.transaction { transaction -> Void in
        try transaction.stream("SELECT 1") { _ in _ = try transaction.query("SELECT 2") }
      }
    }
    #expect(error?.kind == .misuse)
    #expect(try await connection.query("SELECT 1").count == 1)
  }

  @Test func cancellingTheTaskEndsTheStream() async throws {
    let connection = try await Shared.connect()
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      try await connection.stream("SELECT generate_series(1, 1000000000) AS i") { _ in start.finish() }
    }
    for await _ in started {}
    task.cancel()
    #expect(await failure { _ = try await task.value }?.kind == .cancelled)
    #expect(try await connection.query("SELECT 1").count == 1)
  }
}
