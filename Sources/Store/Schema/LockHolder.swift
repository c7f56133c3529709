public import Foundation
public import PostgreSQL

/// A session, or a prepared transaction, that holds what a migration needs.
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
  /// Tables of the schema that it holds, by name; empty where it holds something else.
  public let tables: [String]

  /// The name of a prepared transaction, which no session has any more; `process` is 0 then.
  public let prepared: String?
  private let started: String?

  /// Looks, while the session of `process` waits, for whom; afterwards the server does not know any more. Returns, when its task is
  /// cancelled, who was seen last. What takes no time is not looked at.
  static func watch(_ process: Int32, _ connection: Connection) async -> [LockHolder] {
    var seen: [LockHolder] = []
    do {
      try await Task.sleep(for: .milliseconds(200))
      let watcher = try await connection.another()
      while !Task.isCancelled {
        if let found = try? await find(watcher, blocking: process), !found.isEmpty { seen = found }
        try? await Task.sleep(for: .milliseconds(100))
      }
      await watcher.close()
    } catch {}
    return seen
  }

  /// Whom the server says that the session waits for; who waits for nobody himself comes first.
  private static func find(_ watcher: Connection, blocking process: Int32) async throws(DatabaseError) -> [LockHolder] {
    try await watcher.query(
      """
      SELECT b.pid, coalesce(a.usename, p.owner, '')::text AS usename, nullif(a.application_name, '') AS application,
        host(a.client_addr) AS address, coalesce(a.xact_start, a.backend_start, p.prepared) AS since,
        a.backend_start::text AS started, p.gid AS prepared,
        ARRAY(
          SELECT DISTINCT c.relname::text FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
          WHERE l.granted AND c.relnamespace = to_regnamespace('review') AND c.relkind IN ('r', 'v')
            AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
            AND (l.pid = b.pid OR l.pid IS NULL AND l.virtualtransaction = own.virtualtransaction) ORDER BY 1) AS tables
      FROM (SELECT DISTINCT unnest(pg_blocking_pids($1)) AS pid) AS b
      LEFT JOIN pg_stat_activity a ON a.pid = b.pid
      LEFT JOIN (pg_prepared_xacts p
        JOIN pg_locks own ON own.pid IS NULL AND own.locktype = 'transactionid' AND own.transactionid = p.transaction) ON b.pid = 0 AND EXISTS (
        SELECT FROM pg_locks held JOIN pg_locks wanted ON wanted.pid = $1 AND NOT wanted.granted AND wanted.locktype = held.locktype
          AND (wanted.database, wanted.relation, wanted.transactionid, wanted.classid, wanted.objid, wanted.objsubid)
            IS NOT DISTINCT FROM (held.database, held.relation, held.transactionid, held.classid, held.objid, held.objsubid)
        WHERE held.granted AND held.pid IS NULL AND held.virtualtransaction = own.virtualtransaction)
      WHERE b.pid <> 0 OR p.gid IS NOT NULL
      ORDER BY cardinality(pg_blocking_pids(b.pid)), since NULLS LAST, b.pid
      """, [Int(process)], name: "lock holders"
    ).map { row throws(DatabaseError) in try LockHolder(row) }
  }

  /// Ends the session, if it is still that one; what it has not committed is undone. The owner may end those of the roles that it made, by
  /// being one of them for a moment, in a transaction that is rolled back.
  ///
  /// - Throws: `.locked` where only a superuser may: the session is a superuser's, another owner's, or that of a member of the owner.
  public func end(_ connection: Connection) async throws(MigrationFailure) {
    let ending = """
      SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
      WHERE a.pid = $1 AND a.usename = $2 AND ($3::text IS NULL OR a.backend_start = $3::timestamptz)
      """
    do throws(DatabaseError) {
      try await connection.query(ending, [process, user, started], name: "end a session")
    } catch {
      guard error.sqlState == SQLState.insufficientPrivilege else { throw .database(error) }
      let role = SQLIdentifier(user)
      do {
        try await connection.transaction { transaction in
          try transaction.script(
            "GRANT \(role) TO CURRENT_USER; SET LOCAL ROLE \(role)", name: "end a session")
          _ = try transaction.query(ending, [process, user, started], name: "end a session")
          throw Ended()
        }
      } catch is Ended {} catch {
        let cause = DatabaseError(error)
        let isForbidden = [SQLState.insufficientPrivilege, SQLState.invalidGrant].contains(cause.sqlState)
        throw isForbidden ? .locked(by: [self]) : .database(cause)
      }
    }
  }

  /// Thrown so that nobody stays what he became for a moment.
  private struct Ended: Error {}

  private init(_ row: Row) throws(DatabaseError) {
    process = try row.decode("pid")
    user = try row.decode("usename")
    // Anybody calls a program as they like; it must not read like a sentence of ours.
    application = try row.decode("application", as: String?.self).map { name in
      String(name.filter { $0.isLetter || $0.isNumber || " ._-".contains($0) }.prefix(40))
    }
    address = try row.decode("address")
    since = try row.decode("since")
    tables = try row.decode("tables")
    prepared = try row.decode("prepared")
    started = try row.decode("started")
  }
}
