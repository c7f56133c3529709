import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// What a file, the moment or the database itself may do to a migration.
@Suite struct SchemaFileFaultTests {
  private func connect() async throws -> Connection {
    // Its roles, which are the cluster's, come with the first real migration.
    _ = try await TestServer.shared.makeDatabase()
    return try await TestServer.shared.makeEmptyDatabase().connect()
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
    "ALTER TABLE review.colour ALTER COLUMN code TYPE varchar(99)",
    "DROP FUNCTION IF EXISTS review.dark(integer) CASCADE",
    "DROP POLICY IF EXISTS dark_ones ON review.colour",
    "DROP TYPE review.tint CASCADE; CREATE TYPE review.tint AS (code text, depth int)",
  ])
  func numberedFilesLeaveNoHole(change: String) async throws {
    _ = try await TestServer.shared.makeDatabase()
    let connection = try await TestServer.shared.makeEmptyDatabase().connect()
    let tinted = SchemaFolder.small.with([
      "tables/0002_second.sql":
        "\(SchemaFolder.small.files["tables/0002_second.sql"] ?? ""); CREATE TYPE review.tint AS (code text);",
      "functions/paint/tinted.sql": SchemaFolder.function("tinted(of review.tint)", "text", "SELECT of.code"),
    ])
    _ = try await tinted.migrator().migrate(connection)
    let next = try tinted.with([
      "tables/0003_third.sql": change,
      "doors/colour.sql": SchemaFolder.small.files["doors/colour.sql"]?.replacing(
        "review.dark(rank)", with: "review.dark(rank::integer)"
      ).replacing("review.bright(rank)", with: "review.bright(rank::integer)"),
    ]).migrator()
    _ = try await next.migrate(connection)
    #expect(
      try await connection.count("SELECT count(*) FROM pg_policy WHERE polrelid = 'review.colour'::regclass") == 1)
    #expect(try await connection.count("SELECT count(*) FROM review.palette") == 0)
    #expect(try await connection.text("SELECT review.tinted(NULL)") == nil)
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

  /// Functions are made before doors, and a door may take one away.
  @Test func whatIsMissingAtTheEndUndoesIt() async throws {
    let connection = try await connect()
    _ = try await SchemaFolder.small.migrator().migrate(connection)
    let next = try SchemaFolder.small.with(["doors/zeal.sql": "DROP FUNCTION review.dark(integer) CASCADE"]).migrator()
    await #expect(throws: MigrationFailure.lost(functions: ["dark"])) { try await next.migrate(connection) }
    #expect(try await SchemaFolder.small.migrator().validate(connection) == Migrator.Validation())
  }

  /// Whose own views lean on what is made anew hears their names, and keeps them.
  @Test(arguments: [
    ("CREATE VIEW public.mine AS SELECT code FROM review.palette", "view public.mine"),
    (
      "CREATE MATERIALIZED VIEW public.mine AS SELECT brightness FROM review.palette", "materialized view public.mine"
    ),
    ("CREATE TABLE public.mine (n int DEFAULT review.bright(1))", "table public.mine"),
  ])
  func whateverLeansOnItIsNamed(own: String, name: String) async throws {
    let connection = try await connect()
    _ = try await SchemaFolder.small.migrator().migrate(connection)
    try await connection.script(own)
    let next = try SchemaFolder.small.with([
      "functions/paint/bright.sql": SchemaFolder.function("bright(shade integer)", "bigint", "SELECT 5::bigint")
    ]).migrator()
    await #expect(throws: MigrationFailure.leanedOn(by: [name])) { try await next.migrate(connection) }
    #expect(try await connection.text("SELECT to_regclass('public.mine')::text") == "mine")
    #expect(try await SchemaFolder.small.migrator().validate(connection).notices == [name])
  }

  /// Somebody else's objects in the schema, as a superuser leaves them behind.
  @Test func whatIsNotTheOwnersIsNamedWithTheCommand() async throws {
    _ = try await TestServer.shared.makeDatabase()
    let database = try await TestServer.shared.makeEmptyDatabase()
    guard let superuser = try await database.connectAsSuperuser() else { return }
    let connection = try await database.connect()
    _ = try await SchemaFolder.small.migrator().migrate(connection)
    let owner = try await connection.text("SELECT current_user::regrole::text") ?? ""
    for (object, kind) in [
      ("review.colour", "TABLE"), ("review.bright(integer)", "FUNCTION"), ("review.palette", "VIEW"),
    ] {
      try await superuser.script("ALTER \(kind) \(object) OWNER TO postgres")
      let migrator = try SchemaFolder.small.migrator()
      let failure = MigrationFailure.notOwned(commands: ["ALTER \(kind) \(object) OWNER TO \(owner);"])
      await #expect(throws: failure) { try await migrator.migrate(connection, repairs: true) }
      let found = try await migrator.validate(connection)
      #expect(found.obstacle == failure && !found.differences.isEmpty && found.beyondRepair == found.differences)
      try await superuser.script("ALTER \(kind) \(object) OWNER TO \(owner)")
      #expect(try await migrator.validate(connection) == Migrator.Validation())
    }
    await superuser.close()
  }

  @Test func whoeverIsNotTheOwnerIsToldSo() async throws {
    try await World.with { world in
      let migrator = try Migrator(reference: ReferenceData.bundled)
      let staff = try await world.connect(.reviewer)
      let owner = try await world.owner.text("SELECT current_user::regrole::text") ?? ""
      await #expect(throws: MigrationFailure.notOwner(owner: owner)) { try await migrator.plan(staff) }
      await #expect(throws: MigrationFailure.notOwner(owner: owner)) { try await migrator.validate(staff) }
      await #expect(throws: MigrationFailure.notOwner(owner: owner)) {
        try await migrator.migrate(staff, repairs: true)
      }
    }
  }
}
