/// Whether the client is still there, for whoever answers it.
extension ConnectionRecord {
  /// The client has hung up, or has at least said that it sends no more.
  public var hasLeft: Bool { leaving.withLock { $0.hasLeft } }

  /// Does some work on the task's connection, which is cancelled when the client leaves.
  ///
  /// Outside of the server it is just done.
  public static func whileConnected<T: Sendable>(
    _ work: @escaping @Sendable () async throws -> T
  ) async throws -> T {
    guard let record = current else { return try await work() }
    let task = Task { try await work() }
    record.whenLeaving { task.cancel() }
    defer { record.whenLeaving(nil) }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// The client has left.
  func leave() {
    let told = leaving.withLock { leaving in
      leaving.hasLeft = true
      return leaving.told
    }
    told?()
  }

  /// Who is told when the client leaves; at once where it has left.
  private func whenLeaving(_ told: (@Sendable () -> Void)?) {
    let hasLeft = leaving.withLock { leaving in
      leaving.told = told
      return leaving.hasLeft
    }
    if hasLeft { told?() }
  }
}
