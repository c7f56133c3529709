public import Foundation
public import PostgreSQL

/// A session that holds what a migration needs: its lock, or tables of the schema.
public struct LockHolder: Sendable, Hashable {
  /// The server's process, as `pg_terminate_backend` takes it.
  public let process: Int
  /// The login.
  public let user: String
  /// How its program calls itself; nil where the server does not tell us.
  public let application: String?
  /// Where it comes from; nil through a socket, and where the server does not tell us.
  public let address: String?
  /// When its transaction, else its session began; nil where the server does not tell us.
  public let since: Date?
  /// What it holds: tables of the schema by name; empty for the migration lock itself.
  public let tables: [String]

  /// Who is in the way: holders of the migration lock; where there are none, sessions whose transactions hold tables, the oldest first.
  static func find(_ connection: Connection, key: Int64) async throws(DatabaseError) -> [LockHolder] {
    let rows = try await connection.query(
      """
      SELECT a.pid, coalesce(a.usename, '') AS usename, nullif(a.application_name, '') AS application, host(a.client_addr) AS address,
        coalesce(a.xact_start, a.backend_start) AS since,
        array_remove(array_agg(DISTINCT c.relname::text), NULL) AS tables,
        bool_or(l.locktype = 'advisory') AS is_lock
      FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      LEFT JOIN pg_class c ON c.oid = l.relation AND (c.relnamespace = to_regnamespace('review') AND c.relkind IN ('r', 'v')
        OR l.mode = 'RowExclusiveLock' AND c.oid IN ('pg_proc'::regclass, 'pg_namespace'::regclass, 'pg_class'::regclass,
          'pg_policy'::regclass, 'pg_trigger'::regclass, 'pg_default_acl'::regclass))
      WHERE l.granted AND l.pid <> pg_backend_pid()
        AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
        AND (c.oid IS NOT NULL
          OR l.locktype = 'advisory' AND l.objsubid = 1 AND (l.classid::bigint << 32) + l.objid::bigint = $1)
      GROUP BY 1, 2, 3, 4, 5 ORDER BY since NULLS LAST, a.pid
      """, [key], name: "lock holders")
    let all = try rows.map { row throws(DatabaseError) in
      (try LockHolder(row), try row.decode("is_lock", as: Bool.self))
    }
    let owners = all.filter(\.1)
    return (owners.isEmpty ? all : owners).map(\.0)
  }

  /// Ends the session; what it has not committed is undone. The owner may end those of the roles that it made, by being one of them for a
  /// moment.
  ///
  /// - Throws: `.database` with 42501 where the session is a superuser's or another owner's.
  public func end(_ connection: Connection) async throws(MigrationFailure) {
    let ending = "SELECT pg_terminate_backend($1)"
    do throws(DatabaseError) {
      try await connection.execute(ending, [process], name: "end a session")
    } catch {
      guard error.sqlState == SQLState.insufficientPrivilege else { throw .database(error) }
      let role = user.replacing("\"", with: "\"\"")
      try await Migrator.typed {
        try await connection.transaction { transaction in
          try transaction.script("GRANT \"\(role)\" TO CURRENT_USER", name: "end a session")
          try transaction.execute(ending, [process], name: "end a session")
          try transaction.script("REVOKE \"\(role)\" FROM CURRENT_USER", name: "end a session")
        }
      }
    }
  }

  private init(_ row: Row) throws(DatabaseError) {
    process = try row.decode("pid")
    user = try row.decode("usename")
    // Anybody calls a program as they like; it must not read like a sentence of ours.
    application = try row.decode("application", as: String?.self).map { name in
      String(name.filter { $0.isLetter || $0.isNumber || " ._-".contains($0) }.prefix(40))
    }
    address = try row.decode("address")
    since = try row.decode("since")
    tables = try row.decode("is_lock") ? [] : try row.decode("tables")
  }
}
