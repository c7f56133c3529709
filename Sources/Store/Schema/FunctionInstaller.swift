import PostgreSQL

/// Makes functions anew, also where CREATE OR REPLACE cannot: with another result, other names or other types of parameters.
///
/// A function that policies, triggers or views lean on cannot be dropped before them, so all doors are taken down first; they are put back
/// after the functions. What else leans on it (a column, an index, a constraint) makes the migration fail with its name.
struct FunctionInstaller {
  /// Whether doors have been taken down.
  private(set) var doorsAreDown = false

  /// Runs a file, so that the function of its name is what the file says: one, with the file's rights and no others.
  mutating func install(_ file: SchemaFile, _ transaction: borrowing Transaction) throws {
    let before = try Self.signatures(file.name, transaction)
    for signature in before {
      try transaction.script("GRANT EXECUTE ON FUNCTION \(signature) TO CURRENT_USER", name: "function rights")
    }
    try Self.revokeAll(file.name, transaction)
    do {
      try transaction.savepoint { attempt in try SchemaWork.run(file, attempt) }
      // Without a comment and rights, nothing in the file noticed that it stands beside the one that was.
      let now = try Self.signatures(file.name, transaction)
      guard !now.isEmpty else { throw MigrationFailure.misnamed(file: file.path) }
      if before.isEmpty || now == before { return try SchemaWork.remember(file, transaction) }
    } catch MigrationFailure.failed(_, let error) where Self.standsInTheWay.contains(error.sqlState ?? "") {
    }
    for signature in try Self.signatures(file.name, transaction) { try drop(signature: signature, transaction) }
    try SchemaWork.run(file, transaction)
    try SchemaWork.remember(file, transaction)
  }

  /// The function that is there has another result or other names of parameters; or, with other types, stands beside the new one, so that
  /// its bare name means two.
  private static let standsInTheWay = [SQLState.invalidFunctionDefinition, SQLState.ambiguousFunction]

  /// Drops the function whose file went away.
  mutating func drop(_ path: String, _ transaction: borrowing Transaction) throws {
    let name = String(path.split(separator: "/").last ?? "")
    for signature in try Self.signatures(name, transaction) { try drop(signature: signature, transaction) }
    try transaction.execute("DELETE FROM review.routine WHERE file = $1", [path], name: "routine record")
  }

  /// Drops all policies, triggers and views of the schema, and takes back all rights on its tables and on itself: the files of the doors
  /// say all there is.
  mutating func takeDoorsDown(_ transaction: borrowing Transaction) throws {
    guard !doorsAreDown else { return }
    doorsAreDown = true
    try Self.lockTables(transaction)
    let script = try transaction.query(
      """
      SELECT coalesce(string_agg(line, E';\\n' ORDER BY turn, line), '') AS script FROM (
        SELECT 1 AS turn, format('DROP POLICY %I ON %s', p.polname, p.polrelid::regclass) AS line
        FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'review'::regnamespace
        UNION ALL SELECT 2, format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relnamespace = 'review'::regnamespace
        UNION ALL SELECT 2, format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass)
        FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
        WHERE r.rulename <> '_RETURN' AND c.relnamespace = 'review'::regnamespace
        UNION ALL SELECT 2, format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY', c.oid::regclass)
        FROM pg_class c WHERE c.relnamespace = 'review'::regnamespace AND c.relkind IN ('r', 'p')
          AND (c.relrowsecurity OR c.relforcerowsecurity)
        UNION ALL SELECT 2, format('GRANT ALL ON %s TO %s', c.oid::regclass, c.relowner::regrole)
        FROM pg_class c WHERE c.relnamespace = 'review'::regnamespace AND c.relkind IN ('r', 'p') AND c.relacl IS NOT NULL
        UNION ALL SELECT 3, format('REVOKE ALL ON %s FROM %s CASCADE', c.oid::regclass, \(Self.grantee))
        FROM pg_class c CROSS JOIN LATERAL (
          SELECT * FROM aclexplode(c.relacl) UNION ALL
          SELECT x.* FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) AS x WHERE a.attrelid = c.oid) AS g
        WHERE c.relnamespace = 'review'::regnamespace AND c.relkind IN ('r', 'v', 'p', 'm', 'f') AND g.grantee <> c.relowner
        UNION SELECT 3, format('REVOKE ALL ON SEQUENCE %s FROM %s CASCADE', c.oid::regclass, \(Self.grantee))
        FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) AS g
        WHERE c.relnamespace = 'review'::regnamespace AND c.relkind = 'S' AND g.grantee <> c.relowner
        UNION SELECT 4, format('REVOKE ALL ON SCHEMA review FROM %s CASCADE', \(Self.grantee))
        FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) AS g WHERE n.nspname = 'review' AND g.grantee <> n.nspowner
        UNION ALL SELECT 5, format('DROP %s %s', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'VIEW' END,
          string_agg(c.oid::regclass::text, ', '))
        FROM pg_class c WHERE c.relnamespace = 'review'::regnamespace AND c.relkind IN ('v', 'm', 'f') GROUP BY c.relkind) AS lines
      """, name: "doors"
    )[0].decode("script", as: String.self)
    try Self.run(script, name: "doors", transaction)
    try Self.takeDefaultsBack(transaction)
  }

  /// What the server would give others of whatever the owner makes next.
  static func takeDefaultsBack(_ transaction: borrowing Transaction) throws {
    let script = try transaction.query(
      """
      SELECT coalesce(string_agg(format('ALTER DEFAULT PRIVILEGES FOR ROLE %s%s REVOKE ALL ON %s FROM %s', d.defaclrole::regrole,
          CASE d.defaclnamespace WHEN 0 THEN '' ELSE ' IN SCHEMA review' END,
          CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' END,
          \(grantee)), '; '), '') AS script
      FROM pg_default_acl d JOIN pg_namespace n ON n.nspname = 'review' AND d.defaclrole = n.nspowner
      CROSS JOIN LATERAL aclexplode(d.defaclacl) AS g
      WHERE d.defaclnamespace IN (0, n.oid) AND d.defaclobjtype IN ('r', 'S', 'f', 'T') AND g.grantee <> d.defaclrole
      """, name: "default rights"
    )[0].decode("script", as: String.self)
    try run(script, name: "default rights", transaction)
  }

  /// All tables before any is touched. It waits for one while it holds none, and takes the others only where nobody has them: so it is in no
  /// circle of waiters, whatever the order in which others take theirs, and whoever comes meanwhile waits a tenth of a second.
  private static func lockTables(_ transaction: borrowing Transaction) throws {
    let all = try transaction.query(
      """
      SELECT c.oid::regclass::text AS name, c.relkind = 'v' AS is_view FROM pg_class c
      WHERE c.relnamespace = 'review'::regnamespace AND c.relkind IN ('r', 'p', 'v') ORDER BY c.relkind = 'v', c.relname
      """, name: "table locks"
    ).map { row throws(DatabaseError) in
      (name: try row.decode("name", as: String.self), isView: try row.decode("is_view", as: Bool.self))
    }
    guard var first = all.first else { return }
    var (attempts, waits) = (0, 0)
    while true {
      attempts += 1
      var obstacle = first
      // The last wait is longer than the server's deadlock_timeout, after which an autovacuum that is in the way is ended.
      let patience = waits < 4 ? "100ms" : "1200ms"
      do {
        try transaction.savepoint { each in
          try each.script(
            "SET LOCAL lock_timeout = '\(patience)'; LOCK TABLE \(first.name) IN ACCESS EXCLUSIVE MODE",
            name: "table locks")
          for next in all where next != first {
            obstacle = next
            try each.script("LOCK TABLE \(next.name) IN ACCESS EXCLUSIVE MODE NOWAIT", name: "table locks")
          }
        }
        // Set in a savepoint that is released, it stays for the transaction.
        return try transaction.script("SET LOCAL lock_timeout = '1500ms'")
      } catch let error as DatabaseError where error.sqlState == SQLState.lockNotAvailable {
        waits = obstacle == first ? waits + 1 : 0
        guard waits < 5, attempts < 40 else { throw error }
        // Who has a view has its tables, too, or waits for them.
        if !obstacle.isView { first = obstacle }
        try transaction.script("SELECT pg_sleep(0.025)")
      }
    }
  }

  private static let grantee = "CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END"

  /// Drops a function, and before it the doors that lean on it.
  mutating func drop(signature: String, _ transaction: borrowing Transaction) throws {
    do {
      try transaction.savepoint { attempt in try attempt.script("DROP ROUTINE \(signature)", name: "drop function") }
    } catch let error as DatabaseError where error.sqlState == SQLState.dependentObjects {
      try takeDoorsDown(transaction)
      try Self.run("DROP ROUTINE \(signature)", name: signature, transaction)
    }
  }

  /// `review.mask(text)`: each function of the name, as DROP FUNCTION takes it.
  private static func signatures(
    _ name: String, _ transaction: borrowing Transaction
  ) throws(DatabaseError) -> [String] {
    try transaction.query(
      """
      SELECT p.oid::regprocedure::text AS signature FROM pg_proc p
      WHERE p.pronamespace = 'review'::regnamespace AND p.proname = $1 ORDER BY p.oid
      """, [name], name: "function signatures"
    ).map { row throws(DatabaseError) in try row.decode("signature") }
  }

  /// CREATE OR REPLACE keeps rights; the file gives them anew.
  private static func revokeAll(_ name: String, _ transaction: borrowing Transaction) throws {
    let script = try transaction.query(
      """
      SELECT coalesce(string_agg(DISTINCT format('REVOKE ALL ON FUNCTION %s FROM %s CASCADE', p.oid::regprocedure, \(grantee)), '; '), '')
        AS script
      FROM pg_proc p CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS g
      WHERE p.pronamespace = 'review'::regnamespace AND p.proname = $1 AND g.grantee <> p.proowner
      """, [name], name: "function rights"
    )[0].decode("script", as: String.self)
    try run(script, name: name, transaction)
  }

  private static func run(_ script: String, name: String, _ transaction: borrowing Transaction) throws {
    guard !script.isEmpty else { return }
    do throws(DatabaseError) { try transaction.script(script, name: name) } catch {
      throw error.isOfTheMoment ? .database(error) : MigrationFailure.failed(name: name, error)
    }
  }
}
