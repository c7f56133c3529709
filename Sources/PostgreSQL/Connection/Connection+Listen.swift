extension Connection {
  /// Listens to channels until the stream is dropped or its task cancelled.
  ///
  /// The waiting is done on the connection's thread, and steps aside for other statements on the same connection.
  /// `NOTIFY` is a hint, not a queue: what was sent before the stream existed, or while the connection was broken, is lost.
  public func notifications(_ channels: String...) async throws(DatabaseError) -> Notifications {
    try await run { session throws(DatabaseError) in
      for channel in channels {
        guard let quoted = session.handle.quoted(identifier: channel) else {
          throw DatabaseError(kind: .invalidText, message: "not a channel's name")
        }
        try session.script("LISTEN \(quoted)")
      }
    }
    return Notifications(connection: self)
  }

  /// One wait: a notification, or nil when other work waited.
  func awaitNotification() async throws(DatabaseError) -> Notification? {
    try await run { session throws(DatabaseError) in
      try executor.idling(wake: { [interrupt] in interrupt.ring() }) { mustStepAside throws(DatabaseError) in
        try session.nextNotification(orUntil: mustStepAside)
      }
    }
  }
}

/// The notifications of one connection, in the order of their commits.
///
/// Ends when its task is cancelled; throws `DatabaseError` when the connection breaks.
public struct Notifications: AsyncSequence, Sendable {
  let connection: Connection

  /// Waits for one after the other.
  public func makeAsyncIterator() -> Iterator { Iterator(connection: connection) }

  /// Waits for one after the other.
  public struct Iterator: AsyncIteratorProtocol {
    let connection: Connection

    /// The next notification; nil when the task was cancelled.
    public mutating func next() async throws(DatabaseError) -> Notification? { try await next(isolation: nil) }

    /// The same for callers that name their actor.
    public mutating func next(isolation actor: isolated (any Actor)?) async throws(DatabaseError) -> Notification? {
      while !Task.isCancelled {
        do throws(DatabaseError) {
          if let notification = try await connection.awaitNotification() { return notification }
        } catch  where error.kind == .cancelled {
          return nil
        }
        await Task.yield()
      }
      return nil
    }
  }
}
