import PostgreSQL

extension Migrator {
  /// Waits for no lock longer than a second and a half, and is stopped by no limit that a login or database has of its own.
  static func limit(_ transaction: borrowing Transaction) throws(DatabaseError) {
    // Where anybody may make operators in `public`, an exact match there would outrank the server's own and run with the owner's rights.
    try transaction.script(
      """
      SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL lock_timeout = '1500ms'; SET LOCAL statement_timeout = 0;
      SET LOCAL idle_in_transaction_session_timeout = 0
      """)
  }

  /// In another encoding, `mask()` would cut characters in two.
  static func refuseEncoding(_ transaction: borrowing Transaction) throws {
    let encoding = try transaction.query("SELECT getdatabaseencoding()::text AS encoding", name: "encoding")[0]
      .decode("encoding", as: String.self)
    guard encoding == "UTF8" else { throw MigrationFailure.wrongEncoding(encoding) }
  }

  private static func refuseStandby(_ transaction: borrowing Transaction) throws {
    guard try transaction.query("SELECT pg_is_in_recovery() AS it", name: "standby")[0].decode("it") else { return }
    throw MigrationFailure.standby
  }

  /// Asks the records, changing nothing.
  static func ask<Answer: Sendable>(
    _ connection: Connection, _ question: @Sendable (borrowing Transaction) throws -> Answer
  ) async throws(MigrationFailure) -> Answer {
    try await naming(connection) {
      try await connection.transaction(.snapshot) { transaction in
        try limit(transaction)
        try refuseStandby(transaction)
        return try question(transaction)
      }
    }
  }

  /// Names whoever `body` waited for in vain.
  static func naming<Result: Sendable>(
    _ connection: Connection, _ body: () async throws -> Result
  ) async throws(MigrationFailure) -> Result {
    let process = await connection.backendProcess
    var holders: [LockHolder] = []
    // On a busy machine nobody may have been seen in time: then again, at most four times.
    for _ in 0..<5 where holders.isEmpty {
      let watch = Task { await LockHolder.watch(process, connection) }
      defer { watch.cancel() }
      do { return try await body() } catch {
        let failure = error as? MigrationFailure ?? .database(DatabaseError(error))
        guard case .database(let cause) = failure, cause.sqlState == SQLState.lockNotAvailable else {
          throw await explained(failure, connection)
        }
        watch.cancel()
        holders = await watch.value
      }
    }
    throw .locked(by: holders)
  }

  /// With names, where the server refused because of what others made or own; all was undone by then.
  static func explained(_ failure: MigrationFailure, _ connection: Connection) async -> MigrationFailure {
    let (name, cause): (String, DatabaseError)
    switch failure {
    case .failed(let step, let error): (name, cause) = (step, error)
    case .database(let error): (name, cause) = (error.statement ?? "", error)
    default: return failure
    }
    guard [SQLState.dependentObjects, SQLState.insufficientPrivilege].contains(cause.sqlState) else { return failure }
    let known = try? await connection.transaction(.snapshot) { transaction -> MigrationFailure? in
      try limit(transaction)
      if cause.sqlState == SQLState.dependentObjects {
        let said = (cause.detail ?? "") + cause.message
        let leaning = try SchemaSurroundings.leaning(transaction).filter { said.contains($0.name) }
        return leaning.isEmpty ? nil : .leanedOn(by: leaning.map(\.object))
      }
      return try SchemaOwner.lack(name, cause, transaction)
    }
    return known.flatMap(\.self) ?? failure
  }
}
