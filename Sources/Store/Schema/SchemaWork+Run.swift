import PostgreSQL

extension SchemaWork {
  /// Does it: tables, then functions, then doors; checks the result.
  func run(
    _ transaction: borrowing Transaction, _ outcome: inout Migrator.Outcome, _ onProgress: (Migrator.Step) -> Void
  ) throws {
    try refuseOthers(transaction)
    if takesOver, let takeover = files.takeover, let first = files.tables.first {
      onProgress(.table(takeover.name))
      try Self.run(takeover, transaction)
      try Self.record(first, transaction)
      outcome.tables.append(takeover.name)
    }
    // Doors stand in the way of what a numbered file changes: a view of a column, a policy of a function.
    var installer = FunctionInstaller()
    if !tables.isEmpty, try transaction.exists("review.routine") { try installer.takeDoorsDown(transaction) }
    for migration in tables {
      onProgress(.table(migration.name))
      try Self.run(migration.file, transaction)
      try Self.record(migration, transaction)
      outcome.tables.append(migration.name)
    }
    outcome.functions = functionSteps
    outcome.doors = try remake(transaction, installer, onProgress: onProgress)
    if !outcome.steps.isEmpty { try SchemaCheck(files).check(transaction) }
  }

  /// What is somebody's own and in the way, before anything is changed.
  func refuseOthers(_ transaction: borrowing Transaction) throws {
    let check = SchemaCheck(files)
    if takesOver {
      try check.refuseTakeover(transaction)
    } else if try transaction.exists("review.routine") {
      try check.refuseOthers(besides: gone, transaction)
    }
  }

  /// Functions that went away are dropped, those that differ made anew, then doors where they differ or were in a function's way;
  /// returns whether they were.
  @discardableResult
  func remake(
    _ transaction: borrowing Transaction, _ given: FunctionInstaller = FunctionInstaller(),
    onProgress: (Migrator.Step) -> Void = { _ in }
  ) throws -> Bool {
    var installer = given
    if !functions.isEmpty || !gone.isEmpty { onProgress(.functions(functions.count + gone.count)) }
    // What they call may come later, or not be there yet. New ones are nobody's.
    try transaction.script(
      "SET LOCAL check_function_bodies = off; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")
    for path in gone {
      try installer.drop(path, transaction)
    }
    for file in functions {
      try installer.install(file, transaction)
    }
    if doors || installer.doorsAreDown {
      onProgress(.doors)
      try installer.takeDoorsDown(transaction)
      for file in files.doors { try Self.run(file, transaction) }
      try Self.remember(doors: files.doors, transaction)
      try Self.rememberViews(transaction)
    }
    return installer.doorsAreDown
  }

  static func run(_ file: SchemaFile, _ transaction: borrowing Transaction) throws(MigrationFailure) {
    guard !file.endsTransaction else { throw .endsTransaction(file: file.path) }
    do throws(DatabaseError) { try transaction.script(file.sql, name: file.name) } catch {
      throw error.isOfTheMoment ? .database(error) : .failed(name: file.path, error)
    }
  }

  private static func record(_ migration: Migration, _ transaction: borrowing Transaction) throws(DatabaseError) {
    try transaction.execute(
      "INSERT INTO review.migration (version, name, checksum) VALUES ($1, $2, $3)",
      [migration.version, migration.name, migration.checksum], name: "migration record")
  }

  /// Puts a file on record as it ran now.
  static func remember(_ file: SchemaFile, _ transaction: borrowing Transaction) throws(DatabaseError) {
    try transaction.execute(
      """
      INSERT INTO review.routine (file, checksum) VALUES ($1, $2)
      ON CONFLICT (file) DO UPDATE SET checksum = excluded.checksum, applied_at = clock_timestamp()
      """, [file.path, file.checksum], name: "routine record")
  }

  /// The same for all doors; those that went away are forgotten.
  private static func remember(doors: [SchemaFile], _ transaction: borrowing Transaction) throws(DatabaseError) {
    try transaction.execute(
      "DELETE FROM review.routine WHERE file LIKE 'doors/%' AND file <> ALL ($1)", [doors.map(\.path)],
      name: "routine record")
    for file in doors { try remember(file, transaction) }
  }

  /// Which views the doors made, so that others are known for somebody's own.
  private static func rememberViews(_ transaction: borrowing Transaction) throws(DatabaseError) {
    try transaction.script(
      """
      DELETE FROM review.routine WHERE file LIKE 'views/%';
      INSERT INTO review.routine (file, checksum) SELECT 'views/' || c.relname, '' FROM pg_class c
      WHERE c.relnamespace = 'review'::regnamespace AND c.relkind = 'v'
      """, name: "routine record")
  }
}
