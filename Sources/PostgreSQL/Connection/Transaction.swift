import CLibPQ

/// How a transaction runs.
public struct TransactionMode: Sendable, Hashable {
  /// PostgreSQL's isolation levels (manual, section 13.2).
  public enum Isolation: String, Sendable {
    /// Each statement sees what is committed when it starts.
    case readCommitted = "READ COMMITTED"
    /// All statements see one snapshot.
    case repeatableRead = "REPEATABLE READ"
  }

  /// What the transaction sees of others.
  public var isolation: Isolation
  /// Whether writing is refused.
  public var isReadOnly: Bool
  /// The snapshot of another transaction that this one takes over; nil for one of its own.
  var shared: Snapshot?

  /// A mode of one's own.
  public init(_ isolation: Isolation = .readCommitted, readOnly: Bool = false) {
    self.isolation = isolation
    isReadOnly = readOnly
  }

  /// Read committed; the usual one.
  public static let readWrite = TransactionMode()
  /// Read only, one snapshot for all statements: for reports.
  public static let snapshot = TransactionMode(.repeatableRead, readOnly: true)

  var begin: String {
    "BEGIN ISOLATION LEVEL \(isolation.rawValue) \(isReadOnly ? "READ ONLY" : "READ WRITE")"
      + (shared.map { "; SET TRANSACTION SNAPSHOT '\($0.id)'" } ?? "")
  }
}

/// An open transaction, lent to the closure of `Connection.transaction`.
///
/// Not copyable and only borrowed, so that it cannot outlive the closure; the closure is synchronous, so that no other
/// task's statement can slip in between.
public struct Transaction: ~Copyable {
  private let session: Session

  init(_ session: Session) { self.session = session }

  /// As `Connection.query`.
  @discardableResult
  public func query(
    _ sql: String, _ parameters: [(any SQLEncodable)?] = [], name: String? = nil, prepare: Bool = false
  ) throws(DatabaseError) -> Rows {
    try session.query(sql, parameters, name: name, prepare: prepare).rows
  }

  /// As `Connection.execute`.
  @discardableResult
  public func execute(
    _ sql: String, _ parameters: [(any SQLEncodable)?] = [], name: String? = nil, prepare: Bool = false
  ) throws(DatabaseError) -> Int {
    try session.query(sql, parameters, name: name, prepare: prepare).affected
  }

  /// As `Connection.script`, inside the transaction.
  public func script(_ sql: String, name: String? = nil) throws(DatabaseError) {
    try session.script(sql, name: name)
  }

  /// As `Connection.stream`.
  @discardableResult
  public func stream(
    _ sql: String, _ parameters: [(any SQLEncodable)?] = [], name: String? = nil, _ each: (Row) throws -> Void
  ) throws -> Int {
    try session.stream(sql, parameters, name: name, each)
  }

  /// Hands over a statement's rows in batches, as they came and in constant memory; returns how many. While one batch is worked on, the
  /// server makes the next.
  ///
  /// - Parameters:
  ///   - size: rows of a batch; the last has fewer.
  ///   - each: when it throws, the server is told to stop, the rest is dropped, and its error goes on.
  @discardableResult
  public func batches(
    _ sql: String, _ parameters: [(any SQLEncodable)?] = [], size: Int = 1_000, name: String? = nil,
    _ each: (borrowing RowBatch) throws -> Void
  ) throws -> Int {
    try session.batches(sql, parameters, size: size, name: name, each)
  }

  /// As `Connection.copyIn`.
  @discardableResult
  public func copyIn(
    _ sql: String, name: String? = nil, _ body: (inout CopyWriter) throws -> Void
  ) throws -> Int {
    try session.copyIn(sql, name: name, body)
  }

  /// Runs `body` in a savepoint: when it throws, only its own changes are undone, and the transaction goes on.
  @discardableResult
  public func savepoint<T>(_ body: (borrowing Transaction) throws -> T) throws -> T {
    try session.script("SAVEPOINT attempt")
    let failure = session.transactionFailure
    do {
      let value = try body(self)
      try session.script("RELEASE SAVEPOINT attempt")
      return value
    } catch {
      // A cancel request is for the whole transaction; the statement below would be refused as well.
      guard !session.interrupt.isRequested, session.handle.isConnected else { throw error }
      try session.script("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt")
      if session.transactionFailure?.isRetryable != true { session.transactionFailure = failure }
      throw error
    }
  }
}
