import Foundation
import PostgreSQL
import Synchronization
import TestSupport
import Testing

@testable import Store

/// Numbered files and reference data; functions and doors have suites of their own.
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

  /// What came of the moment is not said to be the file's fault, and keeps its SQLSTATE.
  @Test(arguments: ["57014", "53100", "XX000", "08006", "40001"])
  func theMomentIsNotTheFilesFault(state: String) async throws {
    let raise = "DO $$ BEGIN RAISE EXCEPTION 'of the moment' USING ERRCODE = '\(state)'; END $$;"
    for path in ["tables/0003_third.sql", "functions/paint/pale.sql", "doors/more.sql"] {
      let connection = try await connect()
      _ = try await SchemaFolder.small.migrator().migrate(connection)
      let next = try SchemaFolder.small.with([
        path: (path.contains("pale") ? SchemaFolder.function("pale()", "integer", "SELECT 1") : "") + raise
      ]).migrator()
      do {
        _ = try await next.migrate(connection)
        Issue.record("nothing was thrown")
      } catch {
        guard case .database(let cause) = error else { throw error }
        #expect(cause.sqlState == state)
      }
    }
  }

  /// A file that commits would leave half of it behind when the next one fails.
  @Test(arguments: [
    "COMMIT", "CREATE TABLE review.half (n int); commit and chain; SELECT 1", "-- a; b\nROLLBACK", "SELECT ';'; end",
    "/* ' */ BEGIN; SELECT 1", "SELECT $$ ; $$; SAVEPOINT a", "START\n TRANSACTION",
  ])
  func aFileThatEndsTheTransactionDoesNotRun(sql: String) async throws {
    for path in ["tables/0003_third", "functions/paint/pale", "doors/more"] {
      let connection = try await connect()
      _ = try await SchemaFolder.small.migrator().migrate(connection)
      let next = try SchemaFolder.small.with(["\(path).sql": sql]).migrator()
      await #expect(throws: MigrationFailure.endsTransaction(file: path)) { try await next.migrate(connection) }
      #expect(try await SchemaFolder.small.migrator().validate(connection) == Migrator.Validation())
    }
  }

  @Test func noFileOfTheProgramEndsTheTransaction() throws {
    let files = try SchemaFiles.bundled()
    let all = files.tables.map(\.file) + files.functions + files.doors + [files.takeover].compactMap(\.self)
    #expect(all.filter(\.endsTransaction).map(\.path) == [])
  }

  /// Limits that a login or a database has are for people, not for a migration.
  @Test func limitsOfTheLoginDoNotStopIt() async throws {
    let connection = try await connect()
    try await connection.script("SET statement_timeout = '50ms'")
    let slow = try SchemaFolder.small.with(["tables/0003_third.sql": "SELECT pg_sleep(0.1)"]).migrator()
    #expect(try await slow.migrate(connection).tables.contains("0003_third"))
  }

  @Test func anotherEncodingIsRefused() async throws {
    let database = try await TestServer.shared.makeDatabase()
    guard let owner = try await database.connectAsSuperuser() else { return }
    let name = "\(database.name)_ascii"
    try await owner.execute(
      "CREATE DATABASE \(name) ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    let connection = try await Connection.connect(
      try await database.settings().overriding(["user": "postgres", "dbname": name]))
    let migrator = try SchemaFolder.small.migrator()
    await #expect(throws: MigrationFailure.wrongEncoding("SQL_ASCII")) { try await migrator.plan(connection) }
    await #expect(throws: MigrationFailure.wrongEncoding("SQL_ASCII")) { try await migrator.migrate(connection) }
    #expect(try await connection.text("SELECT to_regnamespace('review')::text") == nil)
    await connection.close()
    try await owner.execute("DROP DATABASE \(name)")
  }

  /// What stands in the way of a numbered file, or falls with what it changes, is there again behind it.
  @Test(arguments: [
    "DROP VIEW IF EXISTS review.palette", "ALTER TABLE review.colour ALTER COLUMN rank TYPE bigint",
    "ALTER TABLE review.colour ALTER COLUMN code TYPE varchar(99)", "DROP FUNCTION review.dark(integer) CASCADE",
    "DROP POLICY IF EXISTS dark_ones ON review.colour",
  ])
  func numberedFilesLeaveNoHole(change: String) async throws {
    _ = try await TestServer.shared.makeDatabase()
    let connection = try await TestServer.shared.makeEmptyDatabase().connect()
    _ = try await SchemaFolder.small.migrator().migrate(connection)
    let next = try SchemaFolder.small.with([
      "tables/0003_third.sql": change,
      "doors/colour.sql": SchemaFolder.small.files["doors/colour.sql"]?.replacing(
        "review.dark(rank)", with: "review.dark(rank::integer)"
      ).replacing("review.bright(rank)", with: "review.bright(rank::integer)"),
    ]).migrator()
    _ = try await next.migrate(connection)
    #expect(
      try await connection.count("SELECT count(*) FROM pg_policy WHERE polrelid = 'review.colour'::regclass") == 1)
    #expect(try await connection.count("SELECT count(*) FROM review.palette") == 0)
    #expect(try await next.validate(connection) == Migrator.Validation())
  }

  /// Somebody's operator in a schema where all may make them must not run with the owner's rights.
  @Test func operatorsOfStrangersAreNotAsked() async throws {
    _ = try await TestServer.shared.makeDatabase()
    let connection = try await TestServer.shared.makeEmptyDatabase().connect()
    _ = try await SchemaFolder.small.migrator().migrate(connection)
    try await connection.script(
      """
      CREATE FUNCTION public.planted(text, text) RETURNS boolean LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'asked'; END $$;
      CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = public.planted);
      SET search_path = public, pg_catalog
      """)
    let door =
      "ALTER TABLE review.colour DISABLE ROW LEVEL SECURITY; DO $$ BEGIN PERFORM 'a'::text = 'b'::text; END $$;"
    _ = try await SchemaFolder.small.with(["doors/asks.sql": door]).migrator().migrate(connection)
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

  @Test func referenceRowsAreAddedChangedAndLeftAlone() async throws {
    let connection = try await connect()
    func put(_ rows: [[String?]], removesOthers: Bool = false) async throws -> Int? {
      let source = ReferenceSource(checksum: "\(rows) \(removesOthers)") {
        [
          ReferenceTable(
            "colour", columns: ["code", "name", "shade", "parent"], key: ["code"], rows: rows,
            removesOthers: removesOthers)
        ]
      }
      let changed = try await SchemaFolder.small.migrator(source).migrate(connection).changedRows["colour"]
      // The same source again is not even looked at.
      #expect(try await SchemaFolder.small.migrator(source).migrate(connection).changedRows.isEmpty)
      return changed
    }
    let red = ["r", "红\t\\", "{\"a\": 1}", nil]
    #expect(try await put([red, ["g", nil, nil, "r"]]) == 2)
    #expect(try await put([red, ["g", nil, nil, "r"]], removesOthers: true) == 0)
    #expect(try await put([red, ["g", "绿", nil, nil]]) == 1)
    try await connection.execute("UPDATE review.colour SET rank = 9 WHERE code = 'r'")
    #expect(try await put([["r", "红", nil, nil]]) == 1)
    let rows = try await connection.query("SELECT code, name, rank FROM review.colour ORDER BY code")
    #expect(try rows.map { try $0.decode("name", as: String.self) } == ["绿", "红"])
    #expect(try rows.map { try $0.decode("rank", as: Int.self) } == [7, 9])
    #expect(try await put([["r", "红", nil, nil]], removesOthers: true) == 1)
    #expect(try await connection.query("SELECT FROM review.colour").count == 1)
  }

  @Test func brokenReferenceRowsAreUndoneAndNameTheirTable() async throws {
    let connection = try await connect()
    _ = try await SchemaFolder.small.migrator().migrate(connection)
    let source = ReferenceSource(checksum: "other") {
      [
        ReferenceTable("colour", columns: ["code"], key: ["code"], rows: [["r"]]),
        ReferenceTable("colour", columns: ["code", "parent"], key: ["code"], rows: [["g", "absent"]]),
      ]
    }
    do {
      _ = try await SchemaFolder.small.migrator(source).migrate(connection)
      Issue.record("nothing was thrown")
    } catch {
      guard case MigrationFailure.referenceFailed("colour", let cause) = error else { throw error }
      #expect(cause.sqlState == SQLState.foreignKeyViolation)
    }
    #expect(try await connection.query("SELECT FROM review.colour").isEmpty)
    #expect(try await SchemaFolder.small.migrator(source).plan(connection) == ["reference"])
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
