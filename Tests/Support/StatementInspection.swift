package import PostgreSQL

/// Holds recorded statements against the schema: that the server prepares them for the role that sent them, takes the parameters as what
/// they are, and does not go through a whole table that grows.
///
/// The plan is the generic one, which knows no values (`EXPLAIN (GENERIC_PLAN)` came with PostgreSQL 16; `plan_cache_mode` does the same on
/// 15). Sequential scans are off, so that one which is left has no index to go by. What a function does inside does not show: its plan is
/// one call. Statements without a plan (SET, COPY, CREATE …) have run, which is all that there is to check.
package struct StatementInspection {
  /// Statements that read everything by their nature, by name, and why they may.
  let wholeReads: [String: String]
  private var problems: Set<String> = []

  /// - Parameter wholeReads: see there. A name that nothing has is a problem; that a plan of another version of the server does without is none.
  package init(wholeReads: [String: String]) { self.wholeReads = wholeReads }

  /// Tables that stay as small as a list of bureaus or of staff, however many applications there are.
  private static let small: Set = ["staff", "department_contact", "account_setting"]

  /// What is wrong, a line each.
  ///
  /// Every statement is inspected twice: as who sent it, and as the owner of the tables, whom row security does not limit. Under row
  /// security nearly every plan goes by the bureau, whatever the statement itself asks for; for a province that is everything.
  ///
  /// - Parameter connect: opens a connection of a role, nil for the owner; it is closed again.
  package mutating func inspect(
    _ statements: [SentStatement], connect: (_ role: String?) async throws -> Connection
  ) async throws -> [String] {
    let byRole: [(String?, [SentStatement])] = Dictionary(grouping: statements, by: \.role).map { ($0.key, $0.value) }
    for (role, sent) in byRole + [(nil, statements)] {
      let connection = try await connect(role)
      try await inspect(sent, as: role, on: connection)
      await connection.close()
    }
    for sent in Dictionary(grouping: statements, by: \.sql).values { noteColumns(of: sent) }
    for name in wholeReads.keys where !statements.contains(where: { $0.name == name }) {
      problems.insert("\"\(name)\" is excused for reading a whole table, and is no statement")
    }
    return problems.sorted()
  }

  private mutating func inspect(
    _ statements: [SentStatement], as role: String?, on connection: Connection
  ) async throws {
    // What row security guards is about people and grows with them; the rest is reference data.
    let tables = try await connection.query(
      "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace('review') AND relkind = 'r' AND relrowsecurity"
    )
    let growing = Set(try tables.map { try $0.decode(0, as: String.self) }).subtracting(Self.small)
    try await connection.script("SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET jit = off")
    for (sql, sent) in Dictionary(grouping: statements, by: \.sql) {
      guard Self.hasPlan(sql), let name = sent[0].name else { continue }
      do {
        try await connection.script("PREPARE inspected AS \(sql)")
        noteParameters(of: sent, name, try await Self.parameterTypes(connection))
        notePlan(try await Self.plan(connection, parameters: sent[0].parameters.count), name, growing)
      } catch let error as DatabaseError {
        problems.insert("\"\(name)\" as \(role ?? "the owner"): \(error.message)")
      }
      try await connection.script("DEALLOCATE ALL")
    }
  }

  private static func hasPlan(_ sql: String) -> Bool {
    let word = sql.prefix { $0.isLetter }.uppercased()
    return ["SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES"].contains(word)
  }

  private static func parameterTypes(_ connection: Connection) async throws -> [String] {
    try await connection.query(
      "SELECT parameter_types::text[] FROM pg_prepared_statements WHERE name = 'inspected'")[0].decode(0)
  }

  private static func plan(_ connection: Connection, parameters: Int) async throws -> PlanNode {
    let nothing = Array(repeating: "NULL", count: parameters).joined(separator: ", ")
    let rows = try await connection.query(
      "EXPLAIN (FORMAT JSON) EXECUTE inspected\(nothing.isEmpty ? "" : "(\(nothing))")")
    return try PlanNode.read(try rows[0].decode(0))
  }

  private mutating func notePlan(_ plan: PlanNode, _ name: String, _ growing: Set<String>) {
    let reads = plan.wholeReads(of: growing)
    if !reads.isEmpty, wholeReads[name] == nil {
      problems.insert("\"\(name)\" reads \(Set(reads).sorted().joined(separator: ", "))")
    }
  }

  private mutating func noteParameters(of sent: [SentStatement], _ name: String, _ types: [String]) {
    for given in Set(sent.map(\.parameters)) {
      guard given.count == types.count else {
        problems.insert("\"\(name)\" is given \(given.count) parameters and takes \(types.count)")
        continue
      }
      for (index, (swift, sql)) in zip(given, types).enumerated() where !ParameterFit.fits(swift, sql) {
        problems.insert("\"\(name)\" takes $\(index + 1) as \(sql) and is given \(swift ?? "NULL")")
      }
    }
  }

  /// A name that occurs twice hides a value; without a row nobody has decoded anything. `SELECT 1` asks only whether there is one.
  private mutating func noteColumns(of sent: [SentStatement]) {
    guard let name = sent[0].name, Self.hasPlan(sent[0].sql) else { return }
    let columns = sent[0].columns.map(\.name).filter { $0 != "?column?" }
    let double = Set(columns.filter { column in columns.count { $0 == column } > 1 })
    if !double.isEmpty { problems.insert("\"\(name)\" has several columns \(double.sorted().joined(separator: ", "))") }
    if !columns.isEmpty, sent.allSatisfy({ $0.rows == 0 }) {
      problems.insert("\"\(name)\" answered no row, so that nothing was decoded")
    }
  }
}
