import PostgreSQL

/// Whether the functions that are there are those of the files and fit the schema. Functions are made before what they call may exist, so
/// this comes last, in the transaction that made them.
struct SchemaCheck {
  private let files: SchemaFiles

  init(_ files: SchemaFiles) { self.files = files }

  func check(_ transaction: borrowing Transaction) throws {
    // Before the first file ran there was none: refuseOthers(besides:).
    let beside = try undeclared(transaction)
    guard beside.isEmpty else { throw MigrationFailure.madeBeside(functions: beside) }
    let there = try SchemaWork.functionNames(transaction)
    let lost = files.functions.map(\.name).filter { !there.contains($0) }
    guard lost.isEmpty else { throw MigrationFailure.lost(functions: lost) }
    let open = try Self.signatures(
      where:
        "EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS g WHERE g.grantee = 0)",
      [], transaction)
    guard open.isEmpty else { throw MigrationFailure.open(functions: open) }
    try checkBodies(transaction)
  }

  /// Functions and views of somebody's own, before anything is changed.
  ///
  /// - Parameter paths: of files that went away, whose functions are still there.
  func refuseOthers(besides paths: [String], _ transaction: borrowing Transaction) throws {
    try refuseUndeclared(besides: paths, transaction)
    try refuseStrangeViews(transaction)
  }

  private func refuseUndeclared(besides paths: [String], _ transaction: borrowing Transaction) throws {
    let found = try undeclared(besides: paths, transaction)
    guard found.isEmpty else { throw MigrationFailure.undeclared(functions: found) }
  }

  /// Views, materialized or not, and foreign tables that no door made: they would be dropped with the doors.
  private func refuseStrangeViews(_ transaction: borrowing Transaction) throws {
    let found: [String] = try transaction.query(
      """
      SELECT c.oid::regclass::text AS view FROM pg_class c
      WHERE c.relnamespace = 'review'::regnamespace AND c.relkind IN ('v', 'm', 'f')
        AND NOT EXISTS (SELECT FROM review.routine r WHERE r.file = 'views/' || c.relname) ORDER BY 1
      """, name: "views"
    ).map { row throws(DatabaseError) in try row.decode("view") }
    guard found.isEmpty else { throw MigrationFailure.strangeViews(found) }
  }

  /// What a takeover would drop without a word: whatever is not of that history and leans on the types, functions and the view that go.
  func refuseTakeover(_ transaction: borrowing Transaction) throws {
    try refuseUndeclared(besides: EarlierHistory.goneFunctions, transaction)
    let own: [String] = try transaction.query(
      """
      SELECT c.oid::regclass::text AS view FROM pg_class c
      WHERE c.relnamespace = 'review'::regnamespace AND c.relkind IN ('v', 'm', 'f') AND c.relname <> 'ledger' ORDER BY 1
      """, name: "views"
    ).map { row throws(DatabaseError) in try row.decode("view") }
    guard own.isEmpty else { throw MigrationFailure.strangeViews(own) }
    let columns: [String] = try transaction.query(
      """
      SELECT format('column %s.%I', a.attrelid::regclass, a.attname) AS name FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'm') JOIN pg_type t ON t.oid = a.atttypid
      WHERE 'review.application_draft'::regtype IN (t.oid, t.typelem) AND NOT a.attisdropped ORDER BY 1
      """, name: "columns of a type"
    ).map { row throws(DatabaseError) in try row.decode("name") }
    let leaning = try SchemaSurroundings.leaning(transaction).filter { each in
      each.on.contains { $0.contains("(") || $0.hasPrefix("review.application_draft") || $0 == "review.ledger" }
    }.map(\.object)
    guard columns.isEmpty, leaning.isEmpty else { throw MigrationFailure.leanedOn(by: columns + leaning) }
  }

  /// Functions that no file declares, and those beside a declared one with other parameters.
  func undeclared(besides paths: [String] = [], _ transaction: borrowing Transaction) throws(DatabaseError) -> [String]
  {
    let names = files.functions.map(\.name) + paths.compactMap { $0.split(separator: "/").last.map(String.init) }
    return try Self.signatures(
      where: """
        (p.proname <> ALL ($1) OR EXISTS (
          SELECT FROM pg_proc other WHERE other.pronamespace = p.pronamespace AND other.proname = p.proname AND other.oid < p.oid))
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        """, [names], transaction)
  }

  /// Created again with check_function_bodies on, which checks SQL whole and PL/pgSQL its syntax. What PL/pgSQL's statements name is checked
  /// by the extension plpgsql_check where the database has it.
  private func checkBodies(_ transaction: borrowing Transaction) throws {
    try transaction.script("SET LOCAL check_function_bodies = on")
    for row in try transaction.query(
      """
      SELECT p.oid::regprocedure::text AS signature, pg_get_functiondef(p.oid) AS definition
      FROM pg_proc p WHERE p.pronamespace = 'review'::regnamespace
      """, name: "function definitions")
    {
      let signature: String = try row.decode("signature")
      do throws(DatabaseError) { try transaction.script(try row.decode("definition"), name: signature) } catch {
        throw error.isOfTheMoment
          ? .database(error) : MigrationFailure.broken(function: signature, reason: error.message)
      }
    }
    guard
      let schema = try transaction.query(
        """
        SELECT quote_ident(n.nspname) AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
        WHERE e.extname = 'plpgsql_check'
        """, name: "plpgsql_check"
      ).first
    else { return }
    let found = try transaction.query(
      """
      SELECT p.oid::regprocedure::text AS signature, format('%s, line %s', c.message, c.lineno) AS reason
      FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang AND l.lanname = 'plpgsql'
      LEFT JOIN pg_trigger t ON t.tgfoid = p.oid
      CROSS JOIN LATERAL \(try schema.decode("schema", as: String.self)).plpgsql_check_function_tb(
        p.oid, coalesce(t.tgrelid, 0), fatal_errors => false, other_warnings => false, performance_warnings => false,
        extra_warnings => false) AS c
      WHERE p.pronamespace = 'review'::regnamespace AND c.level = 'error'
        AND (t.oid IS NOT NULL OR p.prorettype <> 'trigger'::regtype)
      ORDER BY 1 LIMIT 1
      """, name: "plpgsql_check"
    ).first
    if let found {
      throw MigrationFailure.broken(function: try found.decode("signature"), reason: try found.decode("reason"))
    }
  }

  private static func signatures(
    where condition: String, _ parameters: [(any SQLEncodable)?], _ transaction: borrowing Transaction
  ) throws(DatabaseError) -> [String] {
    try transaction.query(
      """
      SELECT p.oid::regprocedure::text AS signature FROM pg_proc p
      WHERE p.pronamespace = 'review'::regnamespace AND \(condition) ORDER BY 1
      """, parameters, name: "functions"
    ).map { row throws(DatabaseError) in try row.decode("signature") }
  }
}
