import CLibPQ

extension Connection {
  /// Runs `body` in a transaction: commits when it returns, rolls back when it throws.
  ///
  /// - Parameters:
  ///   - mode: isolation, read only, deferrable.
  ///   - retries: how often the whole is run again after a serialization failure or a deadlock (40001, 40P01). `body`
  ///     must therefore do nothing that cannot be done twice.
  ///   - body: synchronous, on the connection's thread; its error goes on to the caller.
  /// - Throws: what `body` throws; `DatabaseError` otherwise. `.connectionLost` from the commit leaves open whether it
  ///   took effect.
  @discardableResult
  public func transaction<T: Sendable>(
    _ mode: TransactionMode = .readWrite, retries: Int = 3, _ body: @Sendable (borrowing Transaction) throws -> T
  ) async throws -> T {
    try await runAny { session in try session.transaction(mode, retries: retries, body) }
  }

  /// Runs `body` in one transaction of which each `transaction` and statement of this connection in it is a part: for work that has to wait for
  /// something else in between. Never run again.
  ///
  /// - Throws: what `body` throws, after all of it was taken back.
  public func allOrNothing<T>(_ body: () async throws -> T) async throws -> T {
    try await runAny { try $0.beginWhole() }
    do {
      let value = try await body()
      try await runAny { try $0.commitWhole() }
      return value
    } catch {
      try? await runAny { $0.takeBackWhole() }
      throw error
    }
  }
}

extension Session {
  func transaction<T>(
    _ mode: TransactionMode, retries: Int, _ body: (borrowing Transaction) throws -> T
  ) throws -> T {
    if isWhole { return try joined(body) }
    guard handle.transactionStatus == PQTRANS_IDLE || !handle.isConnected else {
      throw DatabaseError(kind: .misuse, message: "a transaction is open already")
    }
    var attempt = 0
    while true {
      transactionFailure = nil
      do {
        return try attemptTransaction(mode, body)
      } catch {
        rollBack()
        guard transactionFailure?.isRetryable == true, attempt < retries, handle.isConnected else { throw error }
        attempt += 1
        try pause(attempt)
      }
    }
  }

  private func attemptTransaction<T>(
    _ mode: TransactionMode, _ body: (borrowing Transaction) throws -> T
  ) throws -> T {
    try script(mode.begin)
    let value = try joined(body)
    try script("COMMIT")
    return value
  }

  /// Runs `body` in the transaction that is open.
  private func joined<T>(_ body: (borrowing Transaction) throws -> T) throws -> T {
    let value = try body(Transaction(self))
    try checkOpen()
    return value
  }

  private func checkOpen() throws {
    switch handle.transactionStatus {
    case PQTRANS_INTRANS: return
    case PQTRANS_INERROR:
      // COMMIT would quietly roll back, and the caller would believe that it is done.
      throw transactionFailure ?? DatabaseError(kind: .misuse, message: "a statement of the transaction failed")
    case PQTRANS_IDLE:
      throw DatabaseError(kind: .misuse, message: "the transaction was ended by hand")
    default:
      throw lost()
    }
  }

  func beginWhole() throws {
    guard handle.transactionStatus == PQTRANS_IDLE || !handle.isConnected else {
      throw DatabaseError(kind: .misuse, message: "a transaction is open already")
    }
    transactionFailure = nil
    try script(TransactionMode.readWrite.begin)
    isWhole = true
  }

  func commitWhole() throws {
    try checkOpen()
    try script("COMMIT")
    isWhole = false
  }

  func takeBackWhole() {
    isWhole = false
    rollBack()
  }

  /// Also after a cancel request, which is for the statements, not for the clean-up.
  private func rollBack() {
    guard handle.isConnected, handle.transactionStatus != PQTRANS_IDLE else { return }
    guard unsafe PQsendQuery(handle.pointer, "ROLLBACK") == 1 else { return handle.abandon() }
    while true {
      let deadline = ContinuousClock.now + .seconds(10)
      _ = unsafe PQflush(handle.pointer)
      while unsafe PQisBusy(handle.pointer) == 1 {
        guard ContinuousClock.now < deadline else { return handle.abandon() }
        _ = try? poll(CInt(0x1), .seconds(1))
        if unsafe PQconsumeInput(handle.pointer) == 0 { return }
      }
      guard let result = unsafe PQgetResult(handle.pointer) else { return }
      _ = unsafe ResultHandle(owning: result)
    }
  }

  /// Longer each time, and never the same for two that met.
  private func pause(_ attempt: Int) throws(DatabaseError) {
    let longest = min(1_000, 20 << attempt)
    let end = ContinuousClock.now + .milliseconds(Int.random(in: longest / 2...longest))
    while ContinuousClock.now < end {
      if interrupt.isRequested { throw cancelled }
      _ = try poll(0, ContinuousClock.now.duration(to: end))
    }
  }
}
