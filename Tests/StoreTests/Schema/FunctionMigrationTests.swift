import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// From one version of the program to the next: functions that changed, came, went, or have another signature, and the doors around them.
@Suite struct FunctionMigrationTests {
  private let small = SchemaFolder.small

  private func migrated(_ folder: SchemaFolder = .small) async throws -> Connection {
    _ = try await TestServer.shared.makeDatabase()
    let connection = try await TestServer.shared.makeEmptyDatabase().connect()
    _ = try await folder.migrator().migrate(connection)
    return connection
  }

  private func bright(
    _ body: String = "SELECT shade + 1", _ head: String = "bright(shade integer)", _ result: String = "integer"
  )
    -> [String: String?]
  { ["functions/paint/bright.sql": SchemaFolder.function(head, result, body, to: "review_manager")] }

  @Test func onlyWhatDiffersIsMadeAnew() async throws {
    let connection = try await migrated()
    let next = try small.with(
      bright("SELECT shade + 10").merging([
        "functions/paint/pale.sql": SchemaFolder.function("pale()", "integer", "SELECT 1"),
        "functions/paint/dark.sql": nil,
        "doors/colour.sql": "GRANT USAGE ON SCHEMA review TO review_manager",
      ]) { $1 }
    ).migrator()
    #expect(
      try await next.plan(connection) == [
        "functions/paint/dark (gone)", "functions/paint/bright", "functions/paint/pale", "doors",
      ])
    let outcome = try await next.migrate(connection)
    #expect(
      outcome.functions == ["functions/paint/dark (gone)", "functions/paint/bright", "functions/paint/pale"]
        && outcome.doors && outcome.tables.isEmpty)
    #expect(try await connection.count("SELECT review.bright(1)") == 11)
    #expect(try await connection.count("SELECT count(*) FROM pg_proc WHERE pronamespace = 'review'::regnamespace") == 2)
    #expect(
      try await connection.count("SELECT count(*) FROM pg_policy WHERE polrelid = 'review.colour'::regclass") == 0)
    #expect(try await connection.text("SELECT to_regclass('review.palette')::text") == nil)
    #expect(try await next.validate(connection) == Migrator.Validation())
    // A body alone leaves the doors where they are.
    #expect(try await small.with(bright("SELECT shade + 11")).migrator().plan(connection).contains("doors"))
    let body = try small.with(bright("SELECT shade + 12")).migrator()
    _ = try await small.migrator().migrate(connection)
    #expect(try await body.plan(connection) == ["functions/paint/bright"])
  }

  /// A policy calls `dark`, which calls `bright`; a view calls `bright` itself.
  @Test(arguments: [
    ("bright(shade integer)", "bigint"), ("bright(tint integer)", "integer"),
    ("bright(shade integer, more integer DEFAULT 0)", "integer"),
    ("bright(shade numeric)", "integer"),
  ])
  func anotherSignatureTakesDoorsDownAndPutsThemBack(head: String, result: String) async throws {
    let connection = try await migrated()
    let body = head.contains("tint") ? "SELECT tint + 5" : "SELECT (shade + 5)::\(result)"
    let next = try small.with(bright(body, head, result)).migrator()
    let outcome = try await next.migrate(connection)
    #expect(outcome.functions == ["functions/paint/bright"] && outcome.doors)
    #expect(
      try await connection.count(
        "SELECT count(*) FROM pg_proc WHERE pronamespace = 'review'::regnamespace AND proname = 'bright'") == 1)
    #expect(try await connection.count("SELECT review.bright(1)") == 6)
    #expect(
      try await connection.count("SELECT count(*) FROM pg_policy WHERE polrelid = 'review.colour'::regclass") == 1)
    #expect(try await connection.count("SELECT count(*) FROM review.palette") == 0)
    #expect(
      try await connection.text(
        "SELECT has_column_privilege('review_manager', 'review.colour', 'rank', 'SELECT')::text")
        == "true")
    #expect(try await next.validate(connection) == Migrator.Validation())
  }

  @Test func rightsAreThoseOfTheFileAndNoOthers() async throws {
    let connection = try await migrated()
    try await connection.script(
      """
      GRANT EXECUTE ON FUNCTION review.bright TO PUBLIC, review_helpdesk;
      GRANT INSERT ON review.colour TO review_helpdesk;
      GRANT UPDATE (name) ON review.colour TO review_reviewer;
      """)
    let next = try small.with(
      bright("SELECT shade + 2").merging(["doors/more.sql": "GRANT SELECT ON review.palette TO review_manager"]) { $1 }
    ).migrator()
    _ = try await next.migrate(connection)
    for (question, answer) in [
      ("has_function_privilege('review_manager', 'review.bright(integer)', 'EXECUTE')", "true"),
      ("has_function_privilege('review_helpdesk', 'review.bright(integer)', 'EXECUTE')", "false"),
      ("has_table_privilege('review_helpdesk', 'review.colour', 'INSERT')", "false"),
      ("has_column_privilege('review_reviewer', 'review.colour', 'name', 'UPDATE')", "false"),
      ("has_table_privilege('review_manager', 'review.palette', 'SELECT')", "true"),
    ] {
      #expect(try await connection.text("SELECT \(question)::text") == answer, "\(question)")
    }
    #expect(try await next.validate(connection) == Migrator.Validation())
  }

  @Test func aFunctionThatNoFileDeclaresStopsTheMigrationWithItsName() async throws {
    let connection = try await migrated()
    let next = try small.with(bright("SELECT shade + 2")).migrator()
    for (head, name) in [("stray()", "review.stray()"), ("bright(shade text)", "review.bright(text)")] {
      try await connection.script("CREATE FUNCTION review.\(head) RETURNS integer LANGUAGE sql AS 'SELECT 1'")
      await #expect(throws: MigrationFailure.undeclared(functions: [name])) { try await next.migrate(connection) }
      await #expect(throws: MigrationFailure.undeclared(functions: [name])) { try await next.plan(connection) }
      try await connection.script("DROP FUNCTION \(name)")
    }
    #expect(try await next.migrate(connection).functions == ["functions/paint/bright"])
    // A file that makes another function than its name says.
    let odd = try small.with(["functions/paint/odd.sql": SchemaFolder.function("even()", "integer", "SELECT 2")])
      .migrator()
    await #expect(throws: MigrationFailure.misnamed(file: "functions/paint/odd")) {
      try await odd.migrate(connection)
    }
    // A file that makes a second one.
    let two = try small.with([
      "functions/paint/pale.sql": SchemaFolder.function("pale()", "integer", "SELECT 2")
        + SchemaFolder.function("paler()", "integer", "SELECT 3")
    ]).migrator()
    await #expect(throws: MigrationFailure.madeBeside(functions: ["review.paler()"])) {
      try await two.migrate(connection)
    }
    // One that everybody may call.
    let open = try small.with([
      "functions/paint/bright.sql": SchemaFolder.function("bright(shade integer)", "integer", "SELECT 3", to: "PUBLIC")
    ]).migrator()
    await #expect(throws: MigrationFailure.open(functions: ["review.bright(integer)"])) {
      try await open.migrate(connection)
    }
    #expect(throws: MigrationFailure.duplicate(names: ["dark"])) {
      try small.with(["functions/other/dark.sql": "SELECT 1"]).load()
    }
  }

  @Test func bodiesAreCheckedBeforeTheCommit() async throws {
    let connection = try await migrated()
    for body in ["SELECT no_such_column FROM colour", "SELECT missing(shade)", "SELECT 'text' + shade"] {
      await #expect {
        try await small.with(bright(body)).migrator().migrate(connection)
      } throws: { error in
        guard case MigrationFailure.broken("review.bright(integer)", _) = error else { return false }
        return true
      }
    }
    // A table that goes away under a function.
    let dropped = small.with([
      "functions/paint/count_all.sql": SchemaFolder.function("count_all()", "bigint", "SELECT count(*) FROM colour")
    ])
    _ = try await dropped.migrator().migrate(connection)
    await #expect {
      try await dropped.with([
        "tables/0003_gone.sql": "DROP TABLE review.colour CASCADE", "doors/colour.sql": "SELECT 1",
      ]).migrator().migrate(connection)
    } throws: { error in
      guard case MigrationFailure.broken("review.count_all()", _) = error else { return false }
      return true
    }
    #expect(try await dropped.migrator().validate(connection) == Migrator.Validation())
  }

  @Test func plpgsqlIsCheckedWhereTheDatabaseCan() async throws {
    _ = try await TestServer.shared.makeDatabase()
    let database = try await TestServer.shared.makeEmptyDatabase()
    guard try await database.installChecks() else { return }
    let connection = try await database.connect()
    _ = try await small.migrator().migrate(connection)
    let body = """
      CREATE OR REPLACE FUNCTION review.counted() RETURNS bigint LANGUAGE plpgsql
      SET search_path = pg_catalog, review, pg_temp AS $$ BEGIN RETURN (SELECT count(hue) FROM colour); END $$;
      """
    await #expect {
      try await small.with(["functions/paint/counted.sql": body]).migrator().migrate(connection)
    } throws: { error in
      guard case MigrationFailure.broken("review.counted()", let reason) = error else { return false }
      return reason.contains("hue")
    }
  }

  @Test func whatACommandOfTheServerCannotDropIsNamed() async throws {
    let connection = try await migrated()
    try await connection.script("ALTER TABLE review.colour ADD COLUMN light int GENERATED ALWAYS AS (7) STORED")
    let stuck = small.with([
      "tables/0003_light.sql": "CREATE INDEX colour_light ON review.colour (review.fixed(rank))",
      "functions/paint/fixed.sql": """
      CREATE OR REPLACE FUNCTION review.fixed(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n';
      """,
    ])
    // Tables come before functions: an index over one needs two versions.
    await #expect {
      try await stuck.migrator().migrate(connection)
    } throws: { error in
      guard case MigrationFailure.failed("tables/0003_light", _) = error else { return false }
      return true
    }
    let first = stuck.with(["tables/0003_light.sql": "SELECT 1"])
    _ = try await first.migrator().migrate(connection)
    let second = first.with(["tables/0004_index.sql": "CREATE INDEX colour_light ON review.colour (review.fixed(rank))"]
    )
    _ = try await second.migrator().migrate(connection)
    await #expect {
      try await second.with(["functions/paint/fixed.sql": nil]).migrator().migrate(connection)
    } throws: { error in
      guard case MigrationFailure.failed("review.fixed(integer)", let cause) = error else { return false }
      return cause.sqlState == "2BP01"
    }
    #expect(try await second.migrator().plan(connection).isEmpty)
  }
}
