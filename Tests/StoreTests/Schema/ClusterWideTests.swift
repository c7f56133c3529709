import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// What belongs to a whole cluster, so that each test has one of its own.
@Suite(.timeLimit(.minutes(30))) struct ClusterWideTests {
  private func withCluster(_ body: (PrivateCluster, ConnectionSettings) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "review-wide-\(UUID().uuidString)")
    let cluster = PrivateCluster(stateDirectory: directory, durable: false)
    let result: Result<Void, any Error>
    do { result = .success(try await body(cluster, try await cluster.start())) } catch { result = .failure(error) }
    try await cluster.destroy()
    try? FileManager.default.removeItem(at: directory)
    try result.get()
  }

  private func migrated(_ settings: ConnectionSettings) async throws -> Connection {
    let connection = try await Connection.connect(settings)
    _ = try await Migrator(reference: ReferenceData.bundled).migrate(connection)
    return connection
  }

  @Test func groupsThatBecameMoreAreNamed() async throws {
    try await withCluster { _, settings in
      let connection = try await migrated(settings)
      let superuser = try await Connection.connect(try settings.overriding(["user": "postgres"]))
      let migrator = try Migrator(reference: ReferenceData.bundled)
      let owner = try await connection.text("SELECT current_user::regrole::text") ?? ""
      for (change, undo, object) in [
        (
          "ALTER ROLE review_helpdesk BYPASSRLS", "ALTER ROLE review_helpdesk NOBYPASSRLS",
          "role review_helpdesk: BYPASSRLS"
        ),
        ("ALTER ROLE review_admin SUPERUSER", "ALTER ROLE review_admin NOSUPERUSER", "role review_admin: SUPERUSER"),
        (
          "ALTER ROLE review_intake CREATEROLE LOGIN", "ALTER ROLE review_intake NOCREATEROLE NOLOGIN",
          "role review_intake: CREATEROLE, LOGIN"
        ),
        (
          "GRANT review_manager TO review_reviewer", "REVOKE review_manager FROM review_reviewer",
          "role review_reviewer: member of review_manager"
        ),
        (
          "REVOKE review_manager FROM \(owner); GRANT \(owner) TO review_manager",
          "REVOKE \(owner) FROM review_manager",
          "role review_manager: member of \(owner)"
        ),
        (
          "GRANT pg_read_all_data TO review_helpdesk", "REVOKE pg_read_all_data FROM review_helpdesk",
          "role review_helpdesk: member of pg_read_all_data"
        ),
        (
          "ALTER ROLE review_reviewer SET row_security = off", "ALTER ROLE review_reviewer RESET row_security",
          "setting row_security=off of role review_reviewer"
        ),
        (
          "ALTER ROLE ALL SET session_replication_role = replica", "ALTER ROLE ALL RESET session_replication_role",
          "setting session_replication_role=replica of everybody"
        ),
      ] {
        try await superuser.script(change)
        let found = try await migrator.validate(connection)
        #expect(
          found.differences == [SchemaDifference(object: object, kind: .changed)]
            && found.beyondRepair == found.differences)
        try await superuser.script(undo)
        #expect(try await migrator.validate(connection) == Migrator.Validation())
      }
      await superuser.close()
      await connection.close()
    }
  }

  @Test func whatTheOwnerLacksIsNamedWithTheCommand() async throws {
    try await withCluster { _, settings in
      let superuser = try await Connection.connect(try settings.overriding(["user": "postgres", "dbname": "postgres"]))
      try await superuser.script("CREATE ROLE plain")
      try await superuser.script("CREATE DATABASE of_plain OWNER plain TEMPLATE template0")
      let connection = try await Connection.connect(
        try settings.overriding(["user": "postgres", "dbname": "of_plain"]))
      try await connection.script("SET SESSION AUTHORIZATION plain")
      let migrator = try Migrator(reference: ReferenceData.bundled)
      do throws(MigrationFailure) {
        _ = try await migrator.migrate(connection)
        Issue.record("roles were made")
      } catch {
        guard case .lacksRight("tables/0001_baseline", let cause, ["ALTER ROLE plain CREATEROLE;"]) = error else {
          throw error
        }
        #expect(cause.sqlState == SQLState.insufficientPrivilege)
      }
      try await superuser.script("ALTER ROLE plain CREATEROLE")
      _ = try await migrator.migrate(connection)
      #expect(try await migrator.validate(connection) == Migrator.Validation())
      await connection.close()
      await superuser.close()
    }
  }

  @Test func aStandbySaysThatItIsOne() async throws {
    try await withCluster { cluster, settings in
      let primary = try await migrated(settings)
      await primary.close()
      try await cluster.stop()
      let signal = cluster.data + "/standby.signal"
      try Data().write(to: URL(filePath: signal))
      _ = try await cluster.start()
      let standby = try await Connection.connect(settings)
      #expect(try await standby.text("SELECT pg_is_in_recovery()::text") == "true")
      let current = try Migrator(reference: ReferenceData.bundled)
      let other = try Migrator(reference: ReferenceSource(checksum: "other", tables: ReferenceData.bundled.tables))
      for migrator in [current, other] {
        await #expect(throws: MigrationFailure.standby) { try await migrator.plan(standby) }
        await #expect(throws: MigrationFailure.standby) { try await migrator.validate(standby) }
        await #expect(throws: MigrationFailure.standby) { try await migrator.migrate(standby) }
        await #expect(throws: MigrationFailure.standby) {
          try await migrator.migrate(standby, trusts: false, repairs: true)
        }
      }
      await #expect(throws: MigrationFailure.standby) { try await Migrator.checkAdmission(standby) }
      await standby.close()
      // Not to be confused with a login that only reads.
      try FileManager.default.removeItem(atPath: signal)
      try await cluster.stop()
      _ = try await cluster.start()
      let reader = try await Connection.connect(settings)
      try await reader.script("SET default_transaction_read_only = on")
      #expect(try await current.migrate(reader, trusts: false).steps.isEmpty)
      await reader.close()
    }
  }

  /// A transaction that somebody prepared and left.
  @Test func aPreparedTransactionIsNamedByItsName() async throws {
    try await withCluster { cluster, settings in
      let first = try await migrated(settings)
      let superuser = try await Connection.connect(try settings.overriding(["user": "postgres"]))
      try await superuser.script("ALTER SYSTEM SET max_prepared_transactions = 4")
      await first.close()
      await superuser.close()
      try await cluster.stop()
      _ = try await cluster.start()
      let connection = try await Connection.connect(settings)
      for statement in [
        "LOCK TABLE review.staff IN ACCESS SHARE MODE", "UPDATE review.region SET name = name",
        "SELECT pg_advisory_xact_lock(738439)",
      ] {
        try await connection.script("BEGIN; \(statement); PREPARE TRANSACTION 'left behind'")
        let migrator = try Migrator(
          reference: ReferenceSource(checksum: statement, tables: ReferenceData.bundled.tables))
        var holders: [LockHolder] = []
        // On a busy machine nobody may have been seen while it waited.
        for _ in 0..<20 where holders.isEmpty {
          do throws(MigrationFailure) {
            _ = try await migrator.migrate(connection, repairs: true)
            Issue.record("\(statement): nobody was in the way")
            break
          } catch {
            guard case .locked(let seen) = error else { throw error }
            holders = seen
          }
        }
        #expect(holders.map(\.prepared) == ["left behind"], "\(statement): \(holders)")
        #expect(holders.map(\.process) == [0], "\(statement)")
        try await connection.script("ROLLBACK PREPARED 'left behind'")
      }
      await connection.close()
    }
  }
}
