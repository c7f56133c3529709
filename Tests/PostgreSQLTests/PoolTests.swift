import Foundation
import PostgreSQL
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(30))) struct PoolTests {
  @Test func connectionsAreUsedAgainAndBounded() async throws {
    let pool = ConnectionPool(try await Shared.database.value.settings(), size: 3)
    let processes = Collected<Int32>()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await pool.withConnection { connection in
            processes.append(await connection.backendProcess)
            _ = try await connection.query("SELECT pg_sleep(0.02)")
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(processes.all.count == 20)
    #expect(Set(processes.all).count <= 3)
    await pool.close()
    #expect(await failure { try await pool.withConnection { _ in } }?.kind == .unavailable)
  }

  /// Takes a connection; the task ends when it is released.
  private static func occupied(
    _ pool: ConnectionPool
  ) async -> (holder: Task<Void, any Error>, release: AsyncStream<Void>.Continuation) {
    let (held, hold) = AsyncStream<Void>.makeStream()
    let (released, release) = AsyncStream<Void>.makeStream()
    let holder = Task {
      try await pool.withConnection { _ in
        hold.yield()
        for await _ in released { break }
      }
    }
    for await _ in held { break }
    return (holder, release)
  }

  @Test func waitersAreServedInOrderAndTimeOut() async throws {
    let pool = ConnectionPool(try await Shared.database.value.settings(), size: 1)
    let order = Collected<Int>()
    let (holder, release) = await Self.occupied(pool)
    var tasks: [Task<Void, any Error>] = []
    for index in 0..<5 {
      tasks.append(Task { try await pool.withConnection { _ in order.append(index) } })
      #expect(try await soon { await pool.waiting == index + 1 })
    }
    let late = await failure { try await pool.withConnection(patience: .milliseconds(50)) { _ in } }
    #expect(late?.kind == .unavailable)
    #expect(await pool.waiting == 5)
    release.yield()
    try await holder.value
    for task in tasks { try await task.value }
    #expect(order.all == [0, 1, 2, 3, 4])
  }

  @Test func cancelledWaitersLeaveTheQueue() async throws {
    let pool = ConnectionPool(try await Shared.database.value.settings(), size: 1)
    let (holder, release) = await Self.occupied(pool)
    let waiter = Task { try await pool.withConnection { _ in } }
    #expect(try await soon { await pool.waiting == 1 })
    waiter.cancel()
    #expect(await failure { try await waiter.value }?.kind == .cancelled)
    #expect(await pool.waiting == 0)
    release.yield()
    try await holder.value
    try await pool.withConnection { _ in }
  }

  @Test func brokenAndDirtyConnectionsAreDropped() async throws {
    let pool = ConnectionPool(try await Shared.database.value.settings(), size: 1)
    let first = try await pool.withConnection { connection -> Int32 in
      try await connection.script("BEGIN")
      return await connection.backendProcess
    }
    let second = try await pool.withConnection { connection -> Int32 in
      try await connection.query("SELECT 1")
      return await connection.backendProcess
    }
    #expect(first != second)
    // Waits until it is gone.
    _ = try await Shared.connect().query("SELECT pg_terminate_backend($1, 30000)", [Int(second)])
    #expect(try await pool.withConnection { try await $0.query("SELECT 1").count } == 1)
  }

  @Test func failedConnectsGiveTheirPlaceBack() async throws {
    let pool = ConnectionPool(try ConnectionSettings(url: "postgresql:///x?host=/nonexistent"), size: 1)
    for _ in 0..<3 { #expect(await failure { try await pool.withConnection { _ in } }?.kind == .cannotConnect) }
  }
}
