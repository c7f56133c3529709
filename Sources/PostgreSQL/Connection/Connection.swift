import CLibPQ

/// One connection to a PostgreSQL server.
///
/// An actor on a thread of its own: calls wait their turn, a statement that takes minutes holds up nobody else, and
/// cancelling the task that waits for a statement stops it on the server.
public actor Connection {
  let executor: ConnectionExecutor
  nonisolated let interrupt = Interrupt()
  private let settings: ConnectionSettings
  private let onNotice: @Sendable (Notice) -> Void
  private let onSilence: (@Sendable () -> Void)?
  private var session: Session?

  /// The connection's own thread.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  private init(
    _ settings: ConnectionSettings, _ onSilence: (@Sendable () -> Void)?,
    _ onNotice: @escaping @Sendable (Notice) -> Void
  ) {
    self.onSilence = onSilence
    self.settings = settings
    self.onNotice = onNotice
    executor = ConnectionExecutor(name: "libpq")
  }

  /// Connects; cancelling the task ends the attempt.
  ///
  /// - Parameters:
  ///   - onNotice: takes the server's notices, on the connection's thread; it must not wait for the connection.
  ///   - onSilence: hears, once a statement, that nothing has come from the server for five seconds; on the connection's thread.
  /// - Throws: `.cannotConnect` or `.authentication`. Each host has `connect_timeout` seconds, 10 unless set.
  public static func connect(
    _ settings: ConnectionSettings, onNotice: @escaping @Sendable (Notice) -> Void = { _ in },
    onSilence: (@Sendable () -> Void)? = nil
  ) async throws(DatabaseError) -> Connection {
    let connection = Connection(settings, onSilence, onNotice)
    try await connection.open()
    return connection
  }

  private func open() async throws(DatabaseError) {
    try await interruptible { () throws(DatabaseError) in try connectNow() }
  }

  private func connectNow() throws(DatabaseError) {
    session = nil
    let handle = try Connector(settings: settings, interrupt: interrupt, onNotice: onNotice).open()
    let session = Session(handle, interrupt: interrupt, limit: settings.maximumValueBytes, onSilence: onSilence)
    if handle.parameterStatus("DateStyle")?.hasPrefix("ISO") != true { try session.script("SET DateStyle TO ISO") }
    if handle.parameterStatus("standard_conforming_strings") == "off" {
      try session.script("SET standard_conforming_strings TO on")
    }
    if let path = settings.searchPath { try session.script("SET search_path TO \(path)") }
    self.session = session
  }

  // MARK: Statements

  /// Runs one statement and returns its rows.
  ///
  /// - Parameters:
  ///   - sql: one statement, with `$1` … for the parameters; values never go into the text.
  ///   - parameters: sent in text format; nil is NULL.
  ///   - name: names the statement in errors and logs.
  ///   - prepare: keeps the statement prepared on the server, for one that runs often.
  @discardableResult
  public func query(
    _ sql: String, _ parameters: [(any SQLEncodable)?] = [], name: String? = nil, prepare: Bool = false
  ) async throws(DatabaseError) -> Rows {
    try await run { session throws(DatabaseError) in
      try session.query(sql, parameters, name: name, prepare: prepare).rows
    }
  }

  /// Runs one statement and returns how many rows it changed.
  @discardableResult
  public func execute(
    _ sql: String, _ parameters: [(any SQLEncodable)?] = [], name: String? = nil, prepare: Bool = false
  ) async throws(DatabaseError) -> Int {
    try await run { session throws(DatabaseError) in
      try session.query(sql, parameters, name: name, prepare: prepare).affected
    }
  }

  /// Runs many statements in one go, without parameters; all in one transaction unless they say otherwise.
  public func script(_ sql: String, name: String? = nil) async throws(DatabaseError) {
    try await run { session throws(DatabaseError) in try session.script(sql, name: name) }
  }

  // MARK: State

  /// Whether the connection stood when it was last used, and the server has not hung up since.
  public var isAlive: Bool {
    guard let session, session.handle.isConnected else { return false }
    // A farewell message, then the end of the stream: two reads.
    for _ in 0..<3 {
      guard let ready = try? session.poll(CInt(0x1), .zero), ready != 0 else { break }
      guard (try? session.consume()) != nil else { return false }
    }
    return session.handle.isConnected
  }

  /// Whether nothing can have happened to it since its last turn, which left it ready for a statement. Asked by whoever holds it between
  /// two turns; costs no turn.
  nonisolated var isQuiet: Bool { interrupt.isQuiet }

  /// Whether it is alive and no transaction is open, which after `query`, `execute` and `transaction` there never is.
  var isReady: Bool { isAlive && restingSocket >= 0 }

  private var restingSocket: CInt {
    guard let handle = session?.handle, handle.isConnected, handle.transactionStatus == PQTRANS_IDLE else { return -1 }
    return handle.socket
  }

  /// The server's version as PostgreSQL counts: 150008 is 15.8; 0 when closed.
  public var serverVersion: Int { session.map { unsafe Int(PQserverVersion($0.handle.pointer)) } ?? 0 }

  /// The server process that serves this connection; 0 when closed.
  public var backendProcess: Int32 { session.map { unsafe PQbackendPID($0.handle.pointer) } ?? 0 }

  /// A value that the server reports without being asked (`server_version`, `in_hot_standby`, `session_authorization`).
  public func parameterStatus(_ name: String) -> String? { session?.handle.parameterStatus(name) }

  /// The version of libpq, counted likewise.
  public static var libraryVersion: Int { Int(PQlibVersion()) }

  /// Asks the server to stop the statement that runs now, from any thread; nothing happens when none runs.
  ///
  /// The statement then fails with `.cancelled`.
  public nonisolated func cancel() { interrupt.cancel() }

  /// Hangs up. Every later call fails with `.unavailable`.
  public func close() {
    session = nil
    interrupt.end(socket: -1)
  }

  /// A second connection with the same settings, at once, whatever this one does.
  public nonisolated func another() async throws(DatabaseError) -> Connection { try await Self.connect(settings) }

  /// The SCRAM-SHA-256 verifier of a password, for `ALTER ROLE … PASSWORD`: so that the password never travels.
  public func encryptPassword(user: String, password: String) async throws(DatabaseError) -> String {
    try await run { session throws(DatabaseError) in
      guard !password.utf8.contains(0), !user.utf8.contains(0) else {
        throw DatabaseError(kind: .invalidText, message: "a user name or password holds a NUL character")
      }
      guard let text = unsafe PQencryptPasswordConn(session.handle.pointer, password, user, "scram-sha-256") else {
        throw DatabaseError(kind: .unavailable, message: session.handle.message)
      }
      defer { unsafe PQfreemem(text) }
      return unsafe String(cString: text)
    }
  }

  // MARK: Turns

  /// Gives `body` the session for one turn, which a cancelled task ends early.
  func run<T: Sendable>(_ body: (Session) throws(DatabaseError) -> T) async throws(DatabaseError) -> T {
    try await interruptible { () throws(DatabaseError) in
      guard let session else { throw DatabaseError(kind: .unavailable, message: "the connection is closed") }
      return try body(session)
    }
  }

  /// The same for bodies with errors of their own.
  func runAny<T: Sendable>(_ body: (Session) throws -> T) async throws -> T {
    try await run { session throws(DatabaseError) in Result { try body(session) } }.get()
  }

  private func interruptible<T: Sendable>(
    _ body: () throws(DatabaseError) -> T
  ) async throws(DatabaseError) -> T {
    let operation = interrupt.newOperation()
    let result: Result<T, DatabaseError> = await withTaskCancellationHandler {
      interrupt.begin(operation)
      defer { interrupt.end(socket: restingSocket) }
      // After `begin`, so that a cancellation is either seen here or finds its operation running.
      guard !Task.isCancelled else {
        return .failure(DatabaseError(kind: .cancelled, message: "cancelled before it was sent"))
      }
      do throws(DatabaseError) { return .success(try body()) } catch { return .failure(error) }
    } onCancel: {
      interrupt.cancel(operation)
    }
    return try result.get()
  }
}
