package import PostgreSQL
import Synchronization

/// Keeps every statement that the calls within send, on whichever connection, and as whom.
package final class StatementRecorder: Sendable {
  private let heard = Mutex<[SentStatement]>([])

  /// An empty record.
  package init() {}

  /// Runs `body` and keeps what it and its child tasks send. Statements that tests send themselves have no name and are left out, as are
  /// those that failed.
  package func record<T: Sendable>(_ body: () async throws -> T) async throws -> T {
    try await SentStatement.$observer.withValue({ [self] statement in
      if statement.name != nil { heard.withLock { $0.append(statement) } }
    }) { try await body() }
  }

  /// In the order of their ends.
  package var statements: [SentStatement] { heard.withLock { $0 } }
}
