public import PostgreSQL

extension Migrator {
  /// What `validate` found.
  public struct Validation: Sendable, Hashable {
    /// The steps that `migrate` would take. Where there are any, the database is not compared: it cannot be what the files make.
    public var pending: [String] = []
    /// What is not what the files make of it.
    public var differences: [SchemaDifference] = []
    /// The number of the newer program whose schema this is; then it is not compared.
    public var newerBuild: Int?
    /// Whether it was compared and is what the files make of it.
    public var isRight: Bool { differences.isEmpty && pending.isEmpty && newerBuild == nil }
  }

  /// Compares what is really there with the files: functions with their source, parameters, owner and rights; policies, triggers, views,
  /// and rights on tables.
  ///
  /// All functions and doors are made anew from the files in a transaction that is rolled back, so that no record is believed, only what the
  /// server writes before and after. For that moment tables are locked, and nobody is waited for longer than two seconds.
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
    result.differences = try await Self.naming(connection) {
      do { return try await connection.transaction { transaction in throw try compare(transaction) } } catch let
        comparison as Comparison
      { return comparison.differences }
    }
    return result
  }

  private func compare(_ transaction: borrowing Transaction) throws -> Comparison {
    try enter(transaction)
    let foreign = try SchemaSnapshot.ownedByOthers(transaction)
    // They cannot be made anew to be compared.
    guard foreign.isEmpty else { return Comparison(differences: foreign) }
    var work = try SchemaWork(files, transaction)
    work.repeatAll()
    let found = try SchemaSnapshot(transaction)
    var installer = FunctionInstaller()
    for signature in try SchemaCheck(files).undeclared(transaction) {
      try installer.drop(signature: signature, transaction)
    }
    try work.remake(transaction, installer)
    let wanted = try SchemaSnapshot(transaction)
    return Comparison(
      differences: found.differences(from: wanted) + (try SchemaSnapshot.constraintsOff(transaction)))
  }
}

/// Thrown so that the transaction in which it was made is rolled back.
private struct Comparison: Error {
  let differences: [SchemaDifference]
}
