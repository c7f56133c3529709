import Domain
import PostgreSQL
import Store
import Synchronization

/// The endpoint's connections to PostgreSQL. A request that finds them all taken waits its turn, but not for long and not with too
/// many others: what cannot be answered soon is better refused at once.
final class Database: Sendable {
  /// Connections at one time.
  let size: Int
  private let pool: ConnectionPool
  private let queue: Int
  private let patience: Duration
  /// Requests that have a connection or wait for one.
  private let present = Mutex(0)

  init(_ settings: ConnectionSettings, size: Int, queue: Int, patience: Duration) {
    self.size = size
    self.queue = queue
    self.patience = patience
    pool = ConnectionPool(settings, size: size)
  }

  /// How many requests have a connection, and how many wait for one.
  var load: (busy: Int, waiting: Int) {
    let present = present.withLock { $0 }
    return (min(size, present), max(0, present - size))
  }

  /// Lends a connection. What the database refuses becomes a problem that the applicant can read.
  func perform<T: Sendable>(_ body: @Sendable (IntakeStore) async throws -> T) async throws -> T {
    let isAdmitted = present.withLock { present in
      guard present < size + queue else { return false }
      present += 1
      return true
    }
    guard isAdmitted else { throw ProblemDetails.busy(reason: "database queue is full") }
    defer { present.withLock { $0 -= 1 } }
    do {
      return try await pool.withConnection(patience: patience) { try await body(IntakeStore(connection: $0)) }
    } catch let failure as StoreFailure {
      throw failure.problem
    } catch let error as DatabaseError {
      throw StoreFailure.database(error).problem
    }
  }

  /// Hangs up; who waits is refused.
  func close() async { await pool.close() }
}
