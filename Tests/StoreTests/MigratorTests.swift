import Foundation
import PostgreSQL
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct MigratorTests {
  /// Two small migrations; the first makes the record, as the real one does.
  private static let first = """
    CREATE SCHEMA review;
    CREATE TABLE review.migration (
      version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT clock_timestamp());
    """
  private static let second = """
    CREATE TABLE review.colour (
      code text PRIMARY KEY, name text, shade jsonb, rank int NOT NULL DEFAULT 7, parent text REFERENCES review.colour);
    CREATE FUNCTION review.one() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;
    """
  private static let files = ["0001_first.sql": first, "0002_second.sql": second]

  private func load(_ files: [String: String]) throws -> [Migration] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "review-migrations-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    return try Migration.load(from: folder)
  }

  private func connect() async throws -> Connection {
    try await TestServer.shared.makeEmptyDatabase().connect()
  }

  @Test func migrationsRunInOrderOnce() async throws {
    let connection = try await connect()
    let migrator = try Migrator(load(Self.files))
    #expect(try await migrator.plan(connection).map(\.name) == ["0001_first", "0002_second"])
    // The dry run was dry.
    #expect(try await connection.query("SELECT to_regnamespace('review') IS NULL AS absent")[0]["absent"] == true)
    let heard = Names()
    #expect(try await migrator.migrate(connection) { heard.add($0) }.applied == ["0001_first", "0002_second"])
    #expect(heard.all == ["0001_first", "0002_second"])
    #expect(try await migrator.migrate(connection).applied.isEmpty)
    #expect(try await migrator.plan(connection).isEmpty)
    try await migrator.validate(connection)
    let rows = try await connection.query("SELECT version, name, checksum FROM review.migration ORDER BY version")
    #expect(try rows.map { try $0.decode("name", as: String.self) } == ["0001_first", "0002_second"])
    #expect(try rows.map { try $0.decode("checksum", as: String.self) } == migrator.migrations.map(\.checksum))
  }

  @Test func whatDoesNotFitTheRecordIsNamed() async throws {
    let connection = try await connect()
    _ = try await Migrator(load(Self.files)).migrate(connection)
    var edited = Self.files
    edited["0002_second.sql"] = Self.second + "-- a comment more"
    var renamed = Self.files
    renamed["0002_second.sql"] = nil
    renamed["0002_other.sql"] = Self.second
    let cases: [([String: String], MigrationFailure)] = [
      (edited, .edited(names: ["0002_second"])), (renamed, .edited(names: ["0002_other"])),
      (["0001_first.sql": Self.first], .newer(names: ["0002_second"])),
      ([:], .newer(names: ["0001_first", "0002_second"])),
    ]
    for (files, failure) in cases {
      let migrator = try Migrator(load(files))
      await #expect(throws: failure) { try await migrator.validate(connection) }
      await #expect(throws: failure) { try await migrator.plan(connection) }
      await #expect(throws: failure) { try await migrator.migrate(connection) }
    }
    try await connection.execute("UPDATE review.migration SET version = 5, name = '0005_later' WHERE version = 2")
    var five = Self.files
    for number in 3...5 { five["000\(number)_later.sql"] = "SELECT 1" }
    let migrator = try Migrator(load(five))
    await #expect(throws: MigrationFailure.edited(names: ["0005_later"])) { try await migrator.validate(connection) }
    let checksum = try #require(migrator.migrations.last?.checksum)
    try await connection.execute("UPDATE review.migration SET checksum = $1 WHERE version = 5", [checksum])
    await #expect(throws: MigrationFailure.skipped(names: ["0002_second", "0003_later", "0004_later"])) {
      try await migrator.validate(connection)
    }
  }

  @Test func aFailedMigrationIsUndoneAndTheOnesBeforeItStay() async throws {
    let connection = try await connect()
    var files = Self.files
    files["0003_broken.sql"] = "CREATE TABLE review.half (n int); SELECT 1/0;"
    let migrator = try Migrator(load(files))
    do {
      _ = try await migrator.migrate(connection)
      Issue.record("nothing was thrown")
    } catch {
      guard case .failed("0003_broken", let cause) = error else { throw error }
      #expect(cause.sqlState == "22012")
    }
    #expect(try await migrator.plan(connection).map(\.name) == ["0003_broken"])
    #expect(try await connection.query("SELECT to_regclass('review.half') IS NULL AS absent")[0]["absent"] == true)
  }

  @Test(arguments: [
    ["0001_a.sql", "0003_c.sql"], ["0002_b.sql"], ["0001_a.sql", "0001_b.sql"], ["1_a.sql"], ["first.sql"],
    ["00x1_a.sql"],
  ])
  func wrongNumbersAreNamed(names: [String]) throws {
    #expect {
      try load(Dictionary(uniqueKeysWithValues: names.map { ($0, "SELECT 1") }))
    } throws: { error in
      guard case .misnumbered(let found)? = error as? MigrationFailure else { return false }
      return !found.isEmpty
    }
  }

  @Test func migratorsAtOnceShareTheWork() async throws {
    let database = try await TestServer.shared.makeEmptyDatabase()
    var files = Self.files
    for number in 3...8 {
      files["000\(number)_table.sql"] = "CREATE TABLE review.t\(number) (n int); SELECT pg_sleep(0.02)"
    }
    let migrations = try load(files)
    let applied = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 {
        group.addTask { try await Migrator(migrations).migrate(try await database.connect()).applied }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(applied.sorted() == migrations.map(\.name))
  }

  @Test func referenceRowsAreAddedChangedAndLeftAlone() async throws {
    let connection = try await connect()
    let migrations = try load(Self.files)
    func put(_ rows: [[(any SQLEncodable)?]], removesOthers: Bool = false) async throws -> Int? {
      let table = ReferenceTable(
        "colour", columns: ["code", "name", "shade", "parent"], key: ["code"], rows: rows, removesOthers: removesOthers)
      return try await Migrator(migrations, reference: [table]).migrate(connection).changedRows["colour"]
    }
    let red: [(any SQLEncodable)?] = ["r", "红\t\\", "{\"a\": 1}", nil]
    #expect(try await put([red, ["g", nil, nil, "r"]]) == 2)
    #expect(try await put([red, ["g", nil, nil, "r"]]) == 0)
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
    let good = ReferenceTable("colour", columns: ["code"], key: ["code"], rows: [["r"]])
    let bad = ReferenceTable("colour", columns: ["code", "parent"], key: ["code"], rows: [["g", "absent"]])
    do {
      _ = try await Migrator(load(Self.files), reference: [good, bad]).migrate(connection)
      Issue.record("nothing was thrown")
    } catch {
      guard case .referenceFailed("colour", let cause)? = error as? MigrationFailure else {
        throw error
      }
      #expect(cause.sqlState == SQLState.foreignKeyViolation)
    }
    #expect(try await connection.query("SELECT FROM review.colour").isEmpty)
  }

  @Test func theProgramsOwnMigrationsRunAsTheOwner() async throws {
    let connection = try await connect()
    let migrator = try Migrator(reference: ReferenceData.tables())
    #expect(!migrator.migrations.isEmpty)
    #expect(try await migrator.migrate(connection).applied == migrator.migrations.map(\.name))
    let again = try await migrator.migrate(connection)
    #expect(again.applied.isEmpty && again.changedRows.values.allSatisfy { $0 == 0 })
    #expect(
      try await connection.query("SELECT rolsuper AS s FROM pg_roles WHERE rolname = current_user")[0]["s"] == false)
  }
}

/// What callbacks hand over.
private final class Names: Sendable {
  private let names = Mutex<[String]>([])
  var all: [String] { names.withLock { $0 } }
  func add(_ name: String) { names.withLock { $0.append(name) } }
}
