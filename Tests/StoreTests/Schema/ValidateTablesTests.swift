import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// `validate` on what `migrate` with repairs leaves alone: tables and their parts, types, rows that are law, and what others made.
@Suite struct ValidateTablesTests {
  private static let changes: [(change: String, object: String, kind: SchemaDifference.Kind)] = [
    (
      "CREATE TABLE public.more () INHERITS (review.applicant)",
      "table public.more, which inherits from review.applicant", .extra
    ),
    ("ALTER TABLE review.note DROP COLUMN written_at", "column review.note.written_at", .missing),
    ("ALTER TABLE review.unit ADD COLUMN more text", "column review.unit.more", .extra),
    ("ALTER TABLE review.unit ALTER COLUMN name TYPE varchar(200)", "column review.unit.name", .changed),
    ("ALTER TABLE review.unit ALTER COLUMN name DROP NOT NULL", "column review.unit.name", .changed),
    ("ALTER TABLE review.event ALTER COLUMN recorded_in DROP DEFAULT", "column review.event.recorded_in", .changed),
    ("COMMENT ON COLUMN review.event.note IS 'x'", "column review.event.note", .changed),
    ("COMMENT ON TABLE review.event IS 'x'", "table review.event", .changed),
    (
      "ALTER TABLE review.event DROP CONSTRAINT event_action_fkey", "constraint event_action_fkey on review.event",
      .missing
    ),
    (
      "ALTER TABLE review.note ADD CONSTRAINT short CHECK (length(author) < 99)", "constraint short on review.note",
      .extra
    ),
    ("DROP INDEX review.event_application", "index review.event_application", .missing),
    ("CREATE UNIQUE INDEX once ON review.note (author, written_at)", "index review.once", .extra),
    ("ALTER TABLE review.ticket_meter SET UNLOGGED", "table review.ticket_meter", .changed),
    ("CREATE INDEX called ON review.note (lower(author))", "index review.called", .extra),
    ("CREATE TYPE review.mine AS (a int)", "type review.mine", .extra),
    ("CREATE TYPE review.mood AS ENUM ('a')", "type review.mood", .extra),
    ("ALTER TYPE review.card ADD ATTRIBUTE more text", "type review.card", .changed),
    ("COMMENT ON TYPE review.card IS 'x'", "type review.card", .changed),
    ("REVOKE USAGE ON TYPE review.card FROM PUBLIC", "type review.card", .changed),
    ("COMMENT ON DOMAIN review.key IS 'x'", "type review.key", .changed),
    ("CREATE SEQUENCE review.mine", "sequence review.mine", .extra),
    (
      "CREATE OPERATOR review.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)",
      "operator review.===(integer,integer)", .extra
    ),
    (
      "CREATE CAST (review.card AS review.person) WITH INOUT", "cast (review.card AS review.person)", .extra
    ),
    ("CREATE COLLATION review.mine FROM \"C\"", "collation review.mine", .extra),
  ]

  @Test(arguments: changes)
  func itIsNamedAndNotSaidToBeRepairable(change: String, object: String, kind: SchemaDifference.Kind) async throws {
    try await TestServer.shared.withDatabase { database in
      let connection = try await database.connect()
      let migrator = try Migrator(reference: ReferenceData.bundled)
      try await connection.script(change)
      let found = try await migrator.validate(connection)
      #expect(found.differences.contains(SchemaDifference(object: object, kind: kind)), "\(found.differences)")
      #expect(
        found.beyondRepair.contains(SchemaDifference(object: object, kind: kind)),
        "\(String(describing: found.obstacle))")
      await connection.close()
    }
  }

  @Test func anAggregateStopsTheRepair() async throws {
    try await TestServer.shared.withDatabase { database in
      let connection = try await database.connect()
      try await connection.script("CREATE AGGREGATE review.total(int) (SFUNC = int4pl, STYPE = int)")
      let found = try await Migrator(reference: ReferenceData.bundled).validate(connection)
      #expect(found.differences == [SchemaDifference(object: "aggregate review.total(integer)", kind: .extra)])
      #expect(found.obstacle == .undeclared(functions: ["review.total(integer)"]))
      await connection.close()
    }
  }

  @Test func aTableOfOnesOwnIsNamedOnce() async throws {
    try await TestServer.shared.withDatabase { database in
      let connection = try await database.connect()
      try await connection.script("CREATE TABLE review.copied AS SELECT * FROM review.applicant")
      let found = try await Migrator(reference: ReferenceData.bundled).validate(connection)
      #expect(found.differences == [SchemaDifference(object: "table review.copied", kind: .extra)])
      await connection.close()
    }
  }

  @Test func rowsThatAreLawAreCompared() async throws {
    try await TestServer.shared.withDatabase { database in
      let connection = try await database.connect()
      let migrator = try Migrator(reference: ReferenceData.bundled)
      try await connection.script(
        """
        UPDATE review.event_action SET meaning = 'nothing' WHERE action = 'unmasked';
        INSERT INTO review.event_action (action, meaning) VALUES ('hidden', 'mine');
        DELETE FROM review.transition WHERE (from_state, action) IN (SELECT t.from_state, t.action FROM review.transition t LIMIT 1)
        """)
      let found = try await migrator.validate(connection)
      #expect(found.differences.filter { $0.object.hasPrefix("row of event_action ") }.count == 3)
      #expect(found.differences.filter { $0.object.hasPrefix("row of transition ") && $0.kind == .missing }.count >= 1)
      #expect(found.beyondRepair == found.differences)
      await connection.close()
    }
  }

  /// Comparing locks nobody out and waits for nobody who works.
  @Test func readersDoNotStandInTheWay() async throws {
    try await TestServer.shared.withDatabase { database in
      let (connection, reader) = (try await database.connect(), try await database.connect())
      try await reader.script("BEGIN; SELECT count(*) FROM review.application; LOCK TABLE review.event IN SHARE MODE")
      #expect(try await Migrator(reference: ReferenceData.bundled).validate(connection) == Migrator.Validation())
      await reader.close()
      await connection.close()
    }
  }

  /// Numbers given out and tables tuned are no change of the schema.
  @Test func ordinaryLifeIsNoDifference() async throws {
    try await World.with { world in
      let migrator = try Migrator(reference: ReferenceData.bundled)
      // The world has settings of its own in the program's forms: they are seen, and put right.
      #expect(try await migrator.validate(world.owner).differences.map(\.object) == ["3 rows of review.profile"])
      _ = try await migrator.migrate(world.owner, repairs: true)
      _ = try await world.submit(1)
      try await world.owner.script(
        "ALTER TABLE review.event SET (autovacuum_vacuum_scale_factor = 0.05); ANALYZE review.event")
      #expect(try await migrator.validate(world.owner) == Migrator.Validation())
    }
  }

  /// What may be somebody's own is said and is no failure.
  @Test(arguments: [
    ("CREATE VIEW public.mine AS SELECT id FROM review.application", "view public.mine"),
    (
      "CREATE FUNCTION public.mine() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM review.applicant'",
      "function public.mine(), SECURITY DEFINER"
    ),
    ("CREATE INDEX mine ON review.note (author)", "index review.mine"),
    ("CREATE STATISTICS review.mine ON code, name FROM review.unit", "statistics object review.mine"),
    (
      "ALTER DATABASE % SET search_path = review, public",
      "setting search_path=review, public of everybody in database %"
    ),
  ])
  func whatMayBeYoursIsANotice(change: String, notice: String) async throws {
    try await TestServer.shared.withDatabase { database in
      let connection = try await database.connect()
      try await connection.script(change.replacing("%", with: database.name))
      let found = try await Migrator(reference: ReferenceData.bundled).validate(connection)
      #expect(found == Migrator.Validation(notices: [notice.replacing("%", with: database.name)]))
      await connection.close()
    }
  }

  @Test func eventTriggersAndSettingsOfASuperuser() async throws {
    try await TestServer.shared.withDatabase { database in
      guard let superuser = try await database.connectAsSuperuser() else { return }
      try await superuser.script(
        """
        CREATE FUNCTION public.noted() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
        CREATE EVENT TRIGGER noted ON ddl_command_end EXECUTE FUNCTION public.noted();
        CREATE PUBLICATION elsewhere FOR TABLE review.applicant;
        ALTER DATABASE \(database.name) SET session_replication_role = replica;
        ALTER DATABASE \(database.name) SET row_security = off
        """)
      let connection = try await database.connect()
      let found = try await Migrator(reference: ReferenceData.bundled).validate(connection)
      #expect(
        found.notices == [
          "event trigger noted, which runs public.noted()", "publication elsewhere, which copies tables of review",
        ])
      let settings = ["row_security=off", "session_replication_role=replica"].map {
        SchemaDifference(object: "setting \($0) of everybody in database \(database.name)", kind: .changed)
      }
      #expect(found.differences == settings && found.beyondRepair == settings)
      await superuser.close()
      await connection.close()
    }
  }
}
