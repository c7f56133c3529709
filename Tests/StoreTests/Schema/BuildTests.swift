import PostgreSQL
import SQL
import TestSupport
import Testing

@testable import Store

/// Programs of different builds at one database.
@Suite struct BuildTests {
  private let old = SchemaFolder.small.with([:], build: 4, admits: 3)
  private let new = SchemaFolder.small.with(
    [
      "functions/paint/bright.sql": SchemaFolder.function(
        "bright(shade integer)", "integer", "SELECT 70", to: "review_manager")
    ],
    build: 5, admits: 4)

  private func database() async throws -> TestDatabase {
    _ = try await TestServer.shared.makeDatabase()
    return try await TestServer.shared.makeEmptyDatabase()
  }

  @Test func anOlderProgramThatIsAdmittedChangesNothing() async throws {
    let connection = try await database().connect()
    _ = try await old.migrator().migrate(connection)
    #expect(try await new.migrator().migrate(connection).functions == ["functions/paint/bright"])
    let outcome = try await old.migrator().migrate(connection)
    #expect(outcome.steps.isEmpty && outcome.newerBuild == 5)
    #expect(try await old.migrator().migrate(connection, repairs: true).steps.isEmpty)
    #expect(try await old.migrator().plan(connection).isEmpty)
    #expect(try await old.migrator().validate(connection).newerBuild == 5)
    try await Migrator.checkAdmission(connection, build: 4)
    #expect(try await new.migrator().validate(connection) == Migrator.Validation())
    #expect(try await connection.count("SELECT review.bright(1)") == 70)
  }

  @Test func aProgramThatIsTooOldIsToldSoAndChangesNothing() async throws {
    let connection = try await database().connect()
    _ = try await new.migrator().migrate(connection)
    let ancient = try old.with([:], build: 3, admits: 3).migrator()
    let failure = MigrationFailure.tooOld(build: 5, admits: 4)
    await #expect(throws: failure) { try await ancient.migrate(connection) }
    await #expect(throws: failure) { try await ancient.plan(connection) }
    await #expect(throws: failure) { try await ancient.validate(connection) }
    await #expect(throws: failure) { try await Migrator.checkAdmission(connection, build: 3) }
    #expect(try await new.migrator().validate(connection) == Migrator.Validation())
  }

  @Test func inARaceTheNewerOneWins() async throws {
    let database = try await database()
    let programs = [try old.migrator(), try new.migrator()]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for migrator in programs + programs {
        group.addTask {
          let connection = try await database.connect()
          for _ in 1...5 {
            do { _ = try await migrator.migrate(connection) } catch MigrationFailure.locked { continue }
          }
        }
      }
      try await group.waitForAll()
    }
    let connection = try await database.connect()
    #expect(try await connection.count("SELECT review.bright(1)") == 70)
    #expect(try await new.migrator().validate(connection) == Migrator.Validation())
  }

  /// Every login of the real schema may ask, and a login that may not enter is not told that its program is old.
  @Test func whoeverLogsInIsAskedForTheBuild() async throws {
    try await World.with { world in
      let staff = try await world.connect(.helpdesk)
      try await Migrator.checkAdmission(staff)
      let owner = world.owner
      try await owner.execute("UPDATE review.build SET number = $1, admits = $1", [SQL.build + 1])
      await #expect(throws: MigrationFailure.tooOld(build: SQL.build + 1, admits: SQL.build + 1)) {
        try await Migrator.checkAdmission(staff)
      }
      try await owner.script("REVOKE USAGE ON SCHEMA review FROM review_helpdesk")
      try await Migrator.checkAdmission(staff)
    }
  }

  /// Two programs with one number and other files would undo each other's work at every start.
  @Test func theNumberIsRaisedWithEveryChange() throws {
    let files = try SchemaFiles.bundled()
    #expect(
      files.checksum == SQL.checksum,
      "A file of sql/ has changed since build \(SQL.build): where that one went out, raise SQL.build; then note the checksum."
    )
    #expect(SQL.admits <= SQL.build)
  }
}
