/// A bounded number of connections, lent to one task at a time.
///
/// Waiters are served in the order in which they came. Broken connections are dropped, and opened anew when needed.
public actor ConnectionPool {
  private let settings: ConnectionSettings
  private let onNotice: @Sendable (Notice) -> Void
  private var idle: [Connection] = []
  private var free: Int
  private var waiters: [(ticket: UInt64, continuation: CheckedContinuation<Void, any Error>)] = []
  private var lastTicket: UInt64 = 0
  private var isClosed = false

  /// - Parameters:
  ///   - size: the most connections at one time, at least 1. They are opened when first needed.
  ///   - onNotice: takes the server's notices of all connections.
  public init(
    _ settings: ConnectionSettings, size: Int, onNotice: @escaping @Sendable (Notice) -> Void = { _ in }
  ) {
    self.settings = settings
    self.onNotice = onNotice
    free = max(1, size)
  }

  /// Lends a connection to `body`, waiting for a free one at most `patience`.
  ///
  /// - Throws: what `body` throws; `.unavailable` when the wait was too long or the pool is closed; `.cancelled` when
  ///   the task was cancelled while it waited; what connecting throws.
  public func withConnection<T: Sendable>(
    patience: Duration = .seconds(30), _ body: @Sendable (Connection) async throws -> T
  ) async throws -> T {
    try await acquirePermit(patience)
    let connection: Connection
    do {
      connection = try await usableConnection()
    } catch {
      releasePermit()
      throw error
    }
    let result: Result<T, any Error>
    do { result = .success(try await body(connection)) } catch { result = .failure(error) }
    await giveBack(connection)
    return try result.get()
  }

  /// How many tasks wait for a connection.
  public var waiting: Int { waiters.count }

  /// Closes what is idle, refuses who waits, and closes the rest when it comes back.
  public func close() async {
    isClosed = true
    for waiter in waiters { waiter.continuation.resume(throwing: Self.closed) }
    waiters = []
    for connection in idle { await connection.close() }
    idle = []
  }

  private static var closed: DatabaseError {
    DatabaseError(kind: .unavailable, message: "the connection pool is closed")
  }

  private func acquirePermit(_ patience: Duration) async throws {
    guard !isClosed else { throw Self.closed }
    if free > 0 {
      free -= 1
      return
    }
    lastTicket += 1
    let ticket = lastTicket
    let timer = Task { [weak self] in
      try await Task.sleep(for: patience)
      await self?.refuse(
        ticket, DatabaseError(kind: .unavailable, message: "no connection became free within \(patience)"))
    }
    defer { timer.cancel() }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        // Cancelled before it could wait: the handler found nobody to refuse.
        guard !Task.isCancelled else { return continuation.resume(throwing: Self.cancelled) }
        waiters.append((ticket, continuation))
      }
    } onCancel: {
      Task { await self.refuse(ticket, Self.cancelled) }
    }
  }

  private static var cancelled: DatabaseError {
    DatabaseError(kind: .cancelled, message: "cancelled while waiting for a connection")
  }

  private func refuse(_ ticket: UInt64, _ error: DatabaseError) {
    guard let index = waiters.firstIndex(where: { $0.ticket == ticket }) else { return }
    waiters.remove(at: index).continuation.resume(throwing: error)
  }

  private func releasePermit() {
    if waiters.isEmpty { free += 1 } else { waiters.removeFirst().continuation.resume() }
  }

  private func usableConnection() async throws -> Connection {
    while let connection = idle.popLast() {
      if connection.isQuiet { return connection }
      if await connection.isAlive { return connection }
      await connection.close()
    }
    return try await Connection.connect(settings, onNotice: onNotice)
  }

  private func giveBack(_ connection: Connection) async {
    var isUsable = connection.isQuiet
    if !isUsable { isUsable = await connection.isReady }
    if isUsable, !isClosed { idle.append(connection) } else { await connection.close() }
    releasePermit()
  }
}
