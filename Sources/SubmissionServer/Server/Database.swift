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
  /// Of what takes rows, which somebody may hold: a share of the connections, so that reading goes on.
  private let changes: FairTurns
  /// Of what ends sessions: a share of its own.
  private let endings: FairTurns

  init(_ settings: ConnectionSettings, size: Int, queue: Int, patience: Duration) {
    self.size = size
    self.queue = queue
    self.patience = patience
    pool = ConnectionPool(settings, size: size)
    changes = FairTurns(atOnce: max(1, size - max(2, size / 4)), ofOne: 1, waiting: queue, patience: patience)
    endings = FairTurns(atOnce: max(1, size / 8), ofOne: 1, waiting: queue, patience: patience)
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

  /// Lends a connection for what takes rows of one person, and may wait for whoever holds them: one at a time, since they would wait for
  /// each other, and of all persons together no more than three quarters of the connections. Persons take turns, and addresses
  /// where several of them want something of one.
  ///
  /// - Parameter apart: behind nothing else of the person's, nor of anybody's that is no ending of a session.
  func change<T: Sendable>(
    of person: ApplicantKey, from address: String, apart: Bool = false,
    _ body: @Sendable (IntakeStore) async throws -> T
  ) async throws -> T {
    let place = FairPlace(of: person, from: address)
    do {
      return try await (apart ? endings : changes).within(place) { try await perform(body) }
    } catch let refused as FairTurns.Refused {
      throw ProblemDetails.busy(reason: "too many changes wait", seconds: refused.seconds)
    }
  }

  /// How many changes wait for their turn.
  var changesWaiting: Int { changes.waiting }

  /// Hangs up; who waits is refused.
  func close() async { await pool.close() }
}
