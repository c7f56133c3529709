import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// `validate` on the real schema: whatever was changed by hand is named, and `migrate` with repairs puts it right.
@Suite struct ValidateTests {
  /// What somebody does by hand, and what is found then.
  private static let changes: [(change: String, object: String, kind: SchemaDifference.Kind)] = [
    (
      "CREATE OR REPLACE FUNCTION review.mask(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT value'",
      "function review.mask(text)", .changed
    ),
    (
      "ALTER FUNCTION review.application_approve SECURITY INVOKER",
      "function review.application_approve(text,integer,text,uuid)", .changed
    ),
    (
      "ALTER FUNCTION review.decide RESET search_path",
      "function review.decide(text,text,integer,text,jsonb,text,uuid)", .changed
    ),
    (
      "GRANT EXECUTE ON FUNCTION review.write_event TO review_helpdesk",
      "function review.write_event(text,text,review.application,text,jsonb,integer,text)", .changed
    ),
    ("DROP FUNCTION review.unit_find(text)", "function review.unit_find(text)", .missing),
    ("DROP POLICY colleagues ON review.staff", "policy colleagues on review.staff", .missing),
    (
      "ALTER POLICY colleagues ON review.staff USING (true)",
      "policy colleagues on review.staff", .changed
    ),
    (
      "CREATE POLICY all_of_them ON review.applicant FOR SELECT USING (true)",
      "policy all_of_them on review.applicant", .extra
    ),
    ("GRANT SELECT ON review.applicant TO review_helpdesk", "table review.applicant", .changed),
    ("GRANT SELECT (recipient) ON review.notification TO review_reviewer", "table review.notification", .changed),
    ("ALTER TABLE review.archive DISABLE ROW LEVEL SECURITY", "table review.archive", .changed),
    (
      "ALTER TABLE review.event DISABLE TRIGGER event_is_final",
      "trigger event_is_final on review.event", .changed
    ),
    ("DROP TRIGGER unit_learn ON review.application", "trigger unit_learn on review.application", .missing),
    ("CREATE RULE quiet AS ON INSERT TO review.note DO INSTEAD NOTHING", "rule quiet on review.note", .extra),
    ("GRANT CREATE ON SCHEMA review TO review_manager", "schema review", .changed),
    ("ALTER TABLE review.event FORCE ROW LEVEL SECURITY", "table review.event", .changed),
    ("REVOKE INSERT ON review.event FROM CURRENT_USER", "table review.event", .changed),
    ("ALTER TABLE review.build ENABLE ROW LEVEL SECURITY", "table review.build", .changed),
    ("REVOKE EXECUTE ON FUNCTION review.mask FROM CURRENT_USER", "function review.mask(text)", .changed),
    ("COMMENT ON FUNCTION review.today IS 'never'", "function review.today()", .changed),
    ("COMMENT ON POLICY colleagues ON review.staff IS 'x'", "policy colleagues on review.staff", .changed),
  ]

  @Test(arguments: changes)
  func whatWasChangedByHandIsNamedAndPutRight(change: String, object: String, kind: SchemaDifference.Kind) async throws
  {
    let found = [SchemaDifference(object: object, kind: kind)]
    try await TestServer.shared.withDatabase { database in
      let connection = try await database.connect()
      let migrator = try Migrator(reference: ReferenceData.bundled)
      #expect(try await migrator.validate(connection) == Migrator.Validation())
      try await connection.script(change)
      // Records do not help: it is what is there that is compared.
      try await connection.execute("UPDATE review.routine SET applied_at = clock_timestamp()")
      let first = try await migrator.validate(connection)
      #expect(first.differences == found && first.beyondRepair.isEmpty && first.obstacle == nil)
      // Looking changed nothing.
      #expect(try await migrator.validate(connection).differences == found)
      _ = try await migrator.migrate(connection, repairs: true)
      #expect(try await migrator.validate(connection) == Migrator.Validation())
      await connection.close()
    }
  }

  @Test func strangersAndOverloadsAreNamed() async throws {
    try await TestServer.shared.withDatabase { database in
      let connection = try await database.connect()
      let migrator = try Migrator(reference: ReferenceData.bundled)
      try await connection.script(
        "CREATE FUNCTION review.mask(value integer) RETURNS text LANGUAGE sql AS 'SELECT 1::text'; "
          + "CREATE FUNCTION review.helper() RETURNS text LANGUAGE sql AS 'SELECT 1::text'")
      #expect(
        try await migrator.validate(connection).differences == [
          SchemaDifference(object: "function review.helper()", kind: .extra),
          SchemaDifference(object: "function review.mask(integer)", kind: .extra),
        ])
      await #expect(throws: MigrationFailure.undeclared(functions: ["review.helper()", "review.mask(integer)"])) {
        try await migrator.migrate(connection, repairs: true)
      }
      await connection.close()
    }
  }

  @Test func somebodysOwnViewsAreNamedAndNotDropped() async throws {
    try await TestServer.shared.withDatabase { database in
      let connection = try await database.connect()
      let migrator = try Migrator(reference: ReferenceData.bundled)
      try await connection.script(
        "CREATE VIEW review.everybody AS SELECT * FROM review.applicant; "
          + "CREATE MATERIALIZED VIEW review.kept AS SELECT * FROM review.applicant; GRANT SELECT ON review.kept TO review_helpdesk"
      )
      #expect(
        try await migrator.validate(connection).differences.map(\.object) == [
          "table review.kept", "view review.everybody",
        ])
      await #expect(throws: MigrationFailure.strangeViews(["review.everybody", "review.kept"])) {
        try await migrator.migrate(connection, repairs: true)
      }
      #expect(try await connection.count("SELECT count(*) FROM review.everybody") == 0)
      await connection.close()
    }
  }

  /// What the server would give to whatever is made next.
  @Test(arguments: [
    "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA review GRANT SELECT ON TABLES TO review_intake, review_helpdesk",
  ])
  func defaultRightsAreThoseOfTheProgram(change: String) async throws {
    try await TestServer.shared.withDatabase { database in
      let connection = try await database.connect()
      let migrator = try Migrator(reference: ReferenceData.bundled)
      try await connection.script(change + "; DROP FUNCTION review.unit_find(text)")
      #expect(
        try await migrator.validate(connection).differences.contains { $0.object.hasPrefix("default rights of") })
      _ = try await migrator.migrate(connection, repairs: true)
      #expect(try await migrator.validate(connection) == Migrator.Validation())
      #expect(
        try await connection.text("SELECT has_table_privilege('review_helpdesk', 'review.event', 'SELECT')::text")
          == "false")
      await connection.close()
    }
  }

  @Test func constraintsThatASuperuserSwitchedOffAreNamed() async throws {
    try await TestServer.shared.withDatabase { database in
      guard let superuser = try await database.connectAsSuperuser() else { return }
      try await superuser.script(
        "ALTER TABLE review.event DISABLE TRIGGER ALL; ALTER TABLE review.event ENABLE TRIGGER USER")
      let connection = try await database.connect()
      let found = try await Migrator(reference: ReferenceData.bundled).validate(connection).differences
      #expect(found.contains(SchemaDifference(object: "constraint event_action_fkey on review.event", kind: .changed)))
      #expect(found.allSatisfy { $0.object.hasPrefix("constraint ") })
      await superuser.close()
      await connection.close()
    }
  }
}
