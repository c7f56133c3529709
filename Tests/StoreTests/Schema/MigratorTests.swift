import Foundation
import PostgreSQL
import Synchronization
import TestSupport
import Testing

@testable import Store

/// Numbered files; functions, doors, reference data and what files do wrong have suites of their own.
@Suite struct MigratorTests {
  private func connect() async throws -> Connection {
    // Its roles, which are the cluster's, come with the first real migration.
    _ = try await TestServer.shared.makeDatabase()
    return try await TestServer.shared.makeEmptyDatabase().connect()
  }

  @Test func numberedFilesRunInOrderOnce() async throws {
    let connection = try await connect()
    let migrator = try SchemaFolder.small.migrator()
    #expect(
      try await migrator.plan(connection) == [
        "0001_first", "0002_second", "functions/paint/bright", "functions/paint/dark", "doors", "reference",
      ])
    // The dry run was dry.
    #expect(try await connection.query("SELECT to_regnamespace('review') IS NULL AS absent")[0]["absent"] == true)
    let heard = Heard()
    let outcome = try await migrator.migrate(connection) { heard.add($0) }
    #expect(outcome.tables == ["0001_first", "0002_second"])
    #expect(outcome.functions == ["functions/paint/bright", "functions/paint/dark"] && outcome.doors)
    #expect(heard.all == [.table("0001_first"), .table("0002_second"), .functions(2), .doors, .reference])
    #expect(try await migrator.isCurrent(connection))
    #expect(try await migrator.migrate(connection).steps.isEmpty)
    #expect(try await migrator.plan(connection).isEmpty)
    #expect(try await migrator.validate(connection) == Migrator.Validation())
    let rows = try await connection.query("SELECT name, checksum FROM review.migration ORDER BY version")
    #expect(try rows.map { try $0.decode("name", as: String.self) } == ["0001_first", "0002_second"])
    #expect(try rows.map { try $0.decode("checksum", as: String.self) } == migrator.files.tables.map(\.checksum))
  }

  @Test func whatDoesNotFitTheRecordIsNamed() async throws {
    let connection = try await connect()
    let second = try #require(SchemaFolder.small.files["tables/0002_second.sql"])
    _ = try await SchemaFolder.small.migrator().migrate(connection)
    let none = SchemaFolder.small.with(["tables/0001_first.sql": nil, "tables/0002_second.sql": nil])
    let cases: [(SchemaFolder, MigrationFailure)] = [
      (.small.with(["tables/0002_second.sql": second + "-- a comment more"]), .edited(names: ["0002_second"])),
      (
        .small.with(["tables/0002_second.sql": nil, "tables/0002_other.sql": second]),
        .edited(names: ["0002_other"])
      ),
      (.small.with(["tables/0002_second.sql": nil]), .newer(names: ["0002_second"])),
      (none, .newer(names: ["0001_first", "0002_second"])),
    ]
    for (folder, failure) in cases {
      let migrator = try folder.migrator()
      await #expect(throws: failure) { try await migrator.validate(connection) }
      await #expect(throws: failure) { try await migrator.plan(connection) }
      await #expect(throws: failure) { try await migrator.migrate(connection) }
    }
    try await connection.execute("UPDATE review.migration SET version = 5, name = '0005_later' WHERE version = 2")
    let five = try SchemaFolder.small.with(
      Dictionary(uniqueKeysWithValues: (3...5).map { ("tables/000\($0)_later.sql", "SELECT 1") })
    ).migrator()
    await #expect(throws: MigrationFailure.edited(names: ["0005_later"])) { try await five.validate(connection) }
    let checksum = try #require(five.files.tables.last?.checksum)
    try await connection.execute("UPDATE review.migration SET checksum = $1 WHERE version = 5", [checksum])
    await #expect(throws: MigrationFailure.skipped(names: ["0002_second", "0003_later", "0004_later"])) {
      try await five.validate(connection)
    }
  }

  @Test func aFailureUndoesAllOfIt() async throws {
    let connection = try await connect()
    _ = try await SchemaFolder.small.migrator().migrate(connection)
    let migrator = try SchemaFolder.small.with([
      "tables/0003_third.sql": "CREATE TABLE review.third (n int)",
      "tables/0004_broken.sql": "CREATE TABLE review.half (n int); SELECT 1/0;",
      "functions/paint/bright.sql": SchemaFolder.function("bright(shade integer)", "integer", "SELECT shade + 2"),
    ]).migrator()
    do {
      _ = try await migrator.migrate(connection)
      Issue.record("nothing was thrown")
    } catch {
      guard case .failed("tables/0004_broken", let cause) = error else { throw error }
      #expect(cause.sqlState == "22012")
    }
    // A numbered file may take down what leans on what it changes, so all that is source is made again.
    #expect(
      try await migrator.plan(connection) == [
        "0003_third", "0004_broken", "functions/paint/bright", "functions/paint/dark", "doors",
      ])
    #expect(try await SchemaFolder.small.migrator().validate(connection) == Migrator.Validation())
  }

  @Test(arguments: [
    ["0001_a.sql", "0003_c.sql"], ["0002_b.sql"], ["0001_a.sql", "0001_b.sql"], ["1_a.sql"], ["first.sql"],
    ["00x1_a.sql"],
  ])
  func wrongNumbersAreNamed(names: [String]) throws {
    let files = Dictionary(uniqueKeysWithValues: names.map { ("tables/\($0)", "SELECT 1") })
    #expect {
      try SchemaFolder(files: files).load()
    } throws: { error in
      guard case .misnumbered(let found)? = error as? MigrationFailure else { return false }
      return !found.isEmpty
    }
  }

  @Test func migratorsAtOnceDoTheWorkOnce() async throws {
    _ = try await TestServer.shared.makeDatabase()
    let database = try await TestServer.shared.makeEmptyDatabase()
    let more = (3...8).map {
      ("tables/000\($0)_table.sql", "CREATE TABLE review.t\($0) (n int); SELECT pg_sleep(0.02)" as String?)
    }
    let files = try SchemaFolder.small.with(Dictionary(uniqueKeysWithValues: more)).load()
    let applied = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let connection = try await database.connect()
          let migrator = try Migrator(files)
          while true {
            do { return try await migrator.migrate(connection).tables } catch MigrationFailure.locked { continue }
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(applied == files.tables.map(\.name))
  }

  @Test func theProgramsOwnSchemaRunsAsTheOwner() async throws {
    let connection = try await connect()
    let migrator = try Migrator(reference: ReferenceData.bundled)
    let outcome = try await migrator.migrate(connection)
    #expect(outcome.tables == migrator.files.tables.map(\.name) && !outcome.tables.isEmpty)
    #expect(outcome.functions == migrator.files.functions.map(\.path) && outcome.doors)
    #expect(outcome.changedRows.values.allSatisfy { $0 > 0 })
    #expect(try await migrator.migrate(connection).steps.isEmpty)
    #expect(
      try await connection.query("SELECT rolsuper AS s FROM pg_roles WHERE rolname = current_user")[0]["s"] == false)
  }
}

/// What callbacks hand over.
private final class Heard: Sendable {
  private let steps = Mutex<[Migrator.Step]>([])
  var all: [Migrator.Step] { steps.withLock { $0 } }
  func add(_ step: Migrator.Step) { steps.withLock { $0.append(step) } }
}
