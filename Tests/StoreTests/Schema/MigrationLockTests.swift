import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// Somebody is in the way of a migration.
@Suite struct MigrationLockTests {
  @Test func whoHoldsTheLockIsNamed() async throws {
    try await World.with { world in
      let (database, name) = (world.database, world.name(.reviewer))
      let holder = try await Connection.connect(
        try await database.settings(as: name).overriding(["application_name": "an old console"]))
      try await holder.query("SELECT pg_advisory_lock(738439)")
      let connection = try await database.connect()
      let migrator = try Migrator(reference: ReferenceData.bundled)
      // Nothing to do needs no lock.
      #expect(try await migrator.migrate(connection).steps.isEmpty)
      do {
        _ = try await migrator.migrate(connection, repairs: true)
        Issue.record("the lock was had")
      } catch {
        guard case MigrationFailure.locked(let holders) = error, let first = holders.first else { throw error }
        #expect(holders.count == 1 && first.user == name && first.tables.isEmpty)
        #expect(try await holder.count("SELECT pg_backend_pid()") == first.process)
        // The owner is no superuser, and ends it all the same, without staying what it had to become.
        try await first.end(connection)
        #expect(try await gone(first, connection))
      }
      #expect(
        try await connection.text("SELECT pg_has_role($1, 'USAGE')::text || current_setting('is_superuser')", [name])
          == "falseoff")
      await holder.close()
      #expect(try await migrator.migrate(connection, repairs: true).doors)
    }
  }

  private static let held: [String] = [
    "LOCK TABLE review.build IN ACCESS EXCLUSIVE MODE", "LOCK TABLE review.migration IN ACCESS EXCLUSIVE MODE",
    "LOCK TABLE review.routine IN ACCESS EXCLUSIVE MODE",
    "CREATE OR REPLACE FUNCTION review.today() RETURNS date LANGUAGE sql STABLE AS 'SELECT current_date'",
    "GRANT EXECUTE ON FUNCTION review.mask TO review_helpdesk", "COMMENT ON FUNCTION review.today IS 'x'",
    "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC", "UPDATE review.region SET name = name || 'x'",
  ]

  /// Whatever kind of lock it is: of a table, of a row of the server's own, of a transaction. An innocent reader who came earlier is not named.
  @Test(.timeLimit(.minutes(30)), arguments: held)
  func whoeverIsInTheWayIsNamed(statement: String) async throws {
    try await TestServer.shared.withDatabase { database in
      let connection = try await database.connect()
      let innocent = try await database.connect()
      let holder = try await database.connect()
      try await innocent.script("BEGIN; SELECT 1")
      try await holder.script("BEGIN; \(statement)")
      let process = Int(await holder.backendProcess)
      let migrator = try Migrator(
        reference: ReferenceSource(checksum: "other", tables: ReferenceData.bundled.tables))
      var failures: [MigrationFailure?] = []
      failures.append(await failure { _ = try await migrator.migrate(connection, repairs: true) })
      if statement.hasPrefix("LOCK") {
        failures.append(await failure { _ = try await migrator.plan(connection) })
        failures.append(await failure { _ = try await migrator.validate(connection) })
      }
      if statement.contains("review.build") {
        failures.append(await failure { _ = try await migrator.isCurrent(connection) })
        failures.append(await failure { try await Migrator.checkAdmission(connection) })
      }
      for failure in failures {
        guard case .locked(let holders)? = failure else {
          Issue.record("\(statement): \(String(describing: failure))")
          continue
        }
        #expect(holders.map(\.process) == [process])
      }
      await holder.close()
      await innocent.close()
      await connection.close()
    }
  }

  private func failure(_ body: () async throws -> Void) async -> MigrationFailure? {
    do {
      try await body()
      return nil
    } catch { return error as? MigrationFailure }
  }

  private func gone(_ holder: LockHolder, _ connection: Connection) async throws -> Bool {
    try await soon {
      try await connection.count("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", [holder.process]) == 0
    }
  }

  @Test func anIdleTransactionThatHoldsATableIsNamedAndCanBeEnded() async throws {
    try await TestServer.shared.withDatabase { database in
      let connection = try await database.connect()
      let idle = try await database.connect()
      try await idle.script("BEGIN; SELECT count(*) FROM review.application")
      let migrator = try Migrator(reference: ReferenceData.bundled)
      do {
        _ = try await migrator.migrate(connection, repairs: true)
        Issue.record("the table was had")
      } catch {
        guard case MigrationFailure.locked(let holders) = error, let first = holders.first else { throw error }
        #expect(first.tables == ["application"])
        // Of the same login, so nothing is hidden.
        #expect(first.since != nil)
        try await first.end(connection)
        #expect(try await gone(first, connection))
      }
      #expect(try await migrator.migrate(connection, repairs: true).doors)
    }
  }

  /// A server process that dies in the middle leaves the schema of before, wherever that is.
  @Test func aMigrationThatIsKilledLeavesNothing() async throws {
    _ = try await TestServer.shared.makeDatabase()
    let database = try await TestServer.shared.makeEmptyDatabase()
    let watcher = try await database.connect()
    _ = try await SchemaFolder.small.migrator().migrate(watcher)
    // Waits for ever at one of three places, which the session names.
    func pause(_ place: String) -> String {
      "SELECT pg_sleep(3600) WHERE current_setting('test.pause', true) = '\(place)';"
    }
    let bright = SchemaFolder.function("bright(shade integer)", "bigint", "SELECT 5::bigint")
    let next = try SchemaFolder.small.with([
      "tables/0003_third.sql": "CREATE TABLE review.third (n int); \(pause("table"))",
      "functions/paint/bright.sql": bright,
      "functions/paint/dark.sql": nil,
      "functions/paint/pale.sql": SchemaFolder.function("pale()", "integer", "SELECT 1") + pause("function"),
      "doors/colour.sql": "GRANT SELECT ON review.third TO review_manager; \(pause("door"))",
    ]).migrator()
    for (place, step) in [("table", .table("0003_third")), ("function", .functions(3)), ("door", .doors)]
      as [(String, Migrator.Step)]
    {
      let connection = try await database.connect()
      try await connection.query("SELECT set_config('test.pause', $1, false)", [place])
      let process = try await connection.count("SELECT pg_backend_pid()")
      let (reached, arrived) = AsyncStream.makeStream(of: Void.self)
      async let failure: MigrationFailure? = {
        do throws(MigrationFailure) {
          _ = try await next.migrate(connection) { if $0 == step { arrived.finish() } }
          return nil
        } catch { return error }
      }()
      for await _ in reached {}
      try await watcher.query("SELECT pg_terminate_backend($1)", [process])
      #expect(await failure != nil)
      #expect(try await SchemaFolder.small.migrator().validate(watcher) == Migrator.Validation())
    }
    _ = try await next.migrate(watcher)
    #expect(try await next.validate(watcher) == Migrator.Validation())
  }
}
