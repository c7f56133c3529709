public import PostgreSQL

extension Migrator {
  /// What `validate` found.
  public struct Validation: Sendable, Hashable {
    /// The steps that `migrate` would take. Where there are any, the database is not compared: it cannot be what the files make.
    public var pending: [String] = []
    /// What is not what the files make of it.
    public var differences: [SchemaDifference] = []
    /// Those of them that `migrate` with repairs would leave as they are.
    public var beyondRepair: [SchemaDifference] = []
    /// Why `migrate` with repairs would change nothing; nil where it would, and where there is nothing to repair.
    public var obstacle: MigrationFailure?
    /// What is perhaps somebody's own, and leans on the schema or may do something to it: for people to judge.
    public var notices: [String] = []
    /// The number of the newer program whose schema this is; then it is not compared.
    public var newerBuild: Int?
    /// Whether it was compared and is what the files make of it.
    public var isRight: Bool { differences.isEmpty && pending.isEmpty && newerBuild == nil }
  }

  /// Compares what is really there with the files: tables with columns, constraints and indexes, types, functions with source and rights,
  /// policies, triggers, views, rows that are law; and looks at what lies around: group roles, settings, what leans on the schema.
  ///
  /// All files run anew beside the schema in a transaction that is rolled back, so that no record is believed, only what the server writes
  /// of both. Nobody is locked out by that. Where something differs, a repair is tried in the same transaction; for that moment tables are
  /// locked, and nobody is waited for longer than two seconds.
  ///
  /// - Throws: as `migrate`; also where the records do not fit the files.
  public func validate(_ connection: Connection) async throws(MigrationFailure) -> Validation {
    var result = Validation()
    let (newerBuild, isBehind) = try await Self.ask(connection) { transaction in
      let work = try SchemaWork(files, transaction)
      return (work.newerBuild, work.isBehind)
    }
    result.newerBuild = newerBuild
    if newerBuild != nil { return result }
    if isBehind {
      result.pending = try await plan(connection)
      return result
    }
    result = try await Self.naming(connection) {
      do { return try await connection.transaction { transaction in throw try compare(transaction) } } catch let
        comparison as Comparison
      { return comparison.result }
    }
    if let obstacle = result.obstacle { result.obstacle = await Self.explained(obstacle, connection) }
    return result
  }

  private func compare(_ transaction: borrowing Transaction) throws -> Comparison {
    try enter(transaction)
    let found = try SchemaSnapshot(transaction)
    let wanted: SchemaSnapshot
    do {
      wanted = try transaction.savepoint { beside in throw Made(snapshot: try make(beside)) }
    } catch let made as Made { wanted = made.snapshot }
    var result = Validation()
    let differences = found.differences(from: wanted)
    let isTuning = { (each: SchemaDifference) in each.kind == .extra && found.isTuning(each.object) }
    result.notices = differences.filter(isTuning).map(\.object)
    result.differences = differences.filter { !isTuning($0) }
    if !result.differences.isEmpty {
      do {
        try transaction.savepoint { attempt in
          var work = try SchemaWork(files, attempt)
          work.repeatAll()
          var outcome = Outcome()
          try work.run(attempt, &outcome) { _ in }
          throw Made(snapshot: try SchemaSnapshot(attempt))
        }
      } catch let repaired as Made {
        result.beyondRepair = repaired.snapshot.differences(from: wanted).filter { !isTuning($0) }
      } catch {
        let failure = error as? MigrationFailure ?? .database(DatabaseError(error))
        // Where somebody works, it is not known whether a repair would do, and nothing speaks against it.
        if case .database(let cause) = failure, cause.sqlState == SQLState.lockNotAvailable {
        } else {
          (result.obstacle, result.beyondRepair) = (failure, result.differences)
        }
      }
    }
    let around = try SchemaSurroundings(transaction)
    result.differences += around.differences
    result.beyondRepair += around.differences
    result.notices += around.notices
    result.differences += try rows(transaction)
    return Comparison(result: result)
  }

  /// Tables whose rows are the program's own and are not as the program has them; a repair writes them again.
  private func rows(_ transaction: borrowing Transaction) throws -> [SchemaDifference] {
    var found: [SchemaDifference] = []
    for table in reference.tables() {
      let changed = try table.upsert(transaction)
      if changed > 0 {
        found.append(SchemaDifference(object: "\(changed) rows of review.\(table.name)", kind: .changed))
      }
    }
    return found
  }

  /// The schema from its files, in the place of the one that is there.
  private func make(_ transaction: borrowing Transaction) throws -> SchemaSnapshot {
    try FunctionInstaller.takeDefaultsBack(transaction)
    try transaction.script("ALTER SCHEMA review RENAME TO review_as_found", name: "schema beside")
    for migration in files.tables { try SchemaWork.run(migration.file, transaction) }
    var work = try SchemaWork(files, transaction)
    work.repeatAll()
    try work.remake(transaction)
    return try SchemaSnapshot(transaction)
  }
}

/// Thrown so that the transaction in which it was made is rolled back.
private struct Comparison: Error {
  let result: Migrator.Validation
}

/// The same for a part of it.
private struct Made: Error {
  let snapshot: SchemaSnapshot
}
