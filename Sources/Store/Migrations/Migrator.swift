public import PostgreSQL
import SQL

/// Brings the schema to the state of the program: migrations in order, then reference data.
///
/// Each migration is one transaction, and each such transaction takes the same advisory lock and looks anew at what is
/// applied, so that any number of migrators may run at once. The record is `review.migration`, which the first
/// migration makes.
public struct Migrator: Sendable {
  /// What the program brings, in order.
  public let migrations: [Migration]
  /// What is put in after the migrations, in this order.
  public let reference: [ReferenceTable]

  /// The key of the advisory lock: "review", as digits of a telephone.
  static let lockKey: Int64 = 738_439

  /// The migrations of the program, or others for a test.
  public init(_ migrations: [Migration]? = nil, reference: [ReferenceTable] = []) throws(MigrationFailure) {
    if let migrations {
      self.migrations = migrations
    } else {
      self.migrations = try Migration.load(from: SQL.migrations)
    }
    self.reference = reference
  }

  /// What `migrate` did.
  public struct Outcome: Sendable, Hashable {
    /// Migrations applied in this run, in order.
    public var applied: [String] = []
    /// Rows of reference data that were added, changed or removed, by table.
    public var changedRows: [String: Int] = [:]
  }

  /// The migrations that `migrate` would apply; nothing is changed. Checks like `validate`.
  public func plan(_ connection: Connection) async throws(MigrationFailure) -> [Migration] {
    do {
      return try await connection.transaction(.snapshot) { transaction in try pending(transaction) }
    } catch let failure as MigrationFailure {
      throw failure
    } catch { throw .database(Self.databaseError(error)) }
  }

  /// Checks that what the database has had is what the program brings; migrations still to come are no failure.
  public func validate(_ connection: Connection) async throws(MigrationFailure) {
    _ = try await plan(connection)
  }

  /// Applies what is missing, then puts the reference data in. The connection's role becomes owner of everything.
  ///
  /// - Parameter onProgress: hears the name of each migration before it runs.
  public func migrate(
    _ connection: Connection, onProgress: @Sendable (String) -> Void = { _ in }
  ) async throws(MigrationFailure) -> Outcome {
    var outcome = Outcome()
    do {
      // Each turn takes the first that is missing then; another migrator may have done some meanwhile.
      while let name = try await applyNext(connection, onProgress) { outcome.applied.append(name) }
      outcome.changedRows = try await connection.transaction { transaction in
        try lock(transaction)
        var changed: [String: Int] = [:]
        for table in reference {
          do throws(DatabaseError) { changed[table.name] = try table.upsert(transaction) } catch {
            throw MigrationFailure.referenceFailed(table: table.name, error)
          }
        }
        return changed
      }
    } catch let failure as MigrationFailure {
      throw failure
    } catch { throw .database(Self.databaseError(error)) }
    return outcome
  }

  private func applyNext(
    _ connection: Connection, _ onProgress: @Sendable (String) -> Void
  ) async throws -> String? {
    try await connection.transaction { transaction -> String? in
      try lock(transaction)
      guard let migration = try pending(transaction).first else { return nil }
      onProgress(migration.name)
      do throws(DatabaseError) {
        try transaction.script(migration.sql, name: migration.name)
        try transaction.execute(
          "INSERT INTO review.migration (version, name, checksum) VALUES ($1, $2, $3)",
          [migration.version, migration.name, migration.checksum], name: "migration record")
      } catch {
        throw MigrationFailure.failed(name: migration.name, error)
      }
      return migration.name
    }
  }

  private func lock(_ transaction: borrowing Transaction) throws(DatabaseError) {
    _ = try transaction.query("SELECT pg_advisory_xact_lock($1)", [Self.lockKey], name: "migration lock")
  }

  /// Compares the record with the program's files.
  private func pending(_ transaction: borrowing Transaction) throws -> [Migration] {
    let exists: Bool = try transaction.query("SELECT to_regclass('review.migration') IS NOT NULL AS exists")[0][
      "exists"]
    guard exists else { return migrations }
    var applied: [Int: (name: String, checksum: String)] = [:]
    for row in try transaction.query("SELECT version, name, checksum FROM review.migration", name: "migrations") {
      let version: Int = try row["version"]
      applied[version] = (try row["name"], try row["checksum"])
    }
    func names(_ versions: some Sequence<Int>) -> [String] { versions.sorted().compactMap { applied[$0]?.name } }
    let newest = migrations.last?.version ?? 0
    let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.version, $0) })
    let newer = applied.keys.filter { $0 > newest }
    guard newer.isEmpty else { throw MigrationFailure.newer(names: names(newer)) }
    let missing = applied.keys.filter { known[$0] == nil }
    guard missing.isEmpty else { throw MigrationFailure.missing(names: names(missing)) }
    let edited = migrations.filter { migration in
      applied[migration.version].map { $0 != (migration.name, migration.checksum) } ?? false
    }
    guard edited.isEmpty else { throw MigrationFailure.edited(names: edited.map(\.name)) }
    let pending = migrations.filter { applied[$0.version] == nil }
    let skipped = pending.filter { migration in applied.keys.contains { $0 > migration.version } }
    guard skipped.isEmpty else { throw MigrationFailure.skipped(names: skipped.map(\.name)) }
    return pending
  }

  private static func databaseError(_ error: any Error) -> DatabaseError {
    error as? DatabaseError ?? DatabaseError(kind: .misuse, message: "\(type(of: error))")
  }
}
