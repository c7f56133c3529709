import Synchronization

/// Counts the requests of callers that are being answered, so that nobody takes all connections to the database.
final class RequestsAtOnce<Caller: Hashable & Sendable>: Sendable {
  private let most: Int
  private let counts = Mutex<[Caller: Int]>([:])

  init(most: Int) { self.most = most }

  /// Whether one more of the caller's may begin; then `leave` follows.
  func enter(_ caller: Caller) -> Bool {
    counts.withLock { counts in
      let count = counts[caller, default: 0]
      if count < most { counts[caller] = count + 1 }
      return count < most
    }
  }

  /// One of the caller's is over.
  func leave(_ caller: Caller) {
    counts.withLock { counts in
      guard let count = counts[caller] else { return }
      counts[caller] = count > 1 ? count - 1 : nil
    }
  }
}
