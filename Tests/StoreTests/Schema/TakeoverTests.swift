import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// A database of the first history, 0001 to 0021, with data: dumped from a program of that time.
@Suite struct TakeoverTests {
  private func oldDatabase() async throws -> (database: TestDatabase, client: [String: String])? {
    // The dump grants to roles, which are the cluster's.
    _ = try await TestServer.shared.makeDatabase()
    let database = try await TestServer.shared.makeEmptyDatabase()
    let dump = try #require(
      Bundle.module.url(forResource: "history-0021", withExtension: "sql.gz", subdirectory: "Resources"))
    guard let client = try await database.clientEnvironment() else { return nil }
    let load = try TestProcess(
      ["-c", "gunzip -c '\(dump.path)' | psql -q -v ON_ERROR_STOP=1"], of: "/bin/bash", environment: client)
    let result = await load.finish()
    try #require(result.exitCode == 0, "\(result.talk)")
    return (database, client)
  }

  @Test func itBecomesWhatAFreshOneIsAndKeepsItsData() async throws {
    guard let (database, client) = try await oldDatabase() else { return }
    let connection = try await database.connect()
    let migrator = try Migrator(reference: ReferenceData.bundled)
    let counts = """
      SELECT format('%s %s %s %s %s %s', (SELECT count(*) FROM review.event), (SELECT count(*) FROM review.notification),
        (SELECT count(*) FROM review.submission), (SELECT sum(id) FROM review.application), (SELECT count(*) FROM review.staff),
        (SELECT md5(string_agg((to_jsonb(t) - 'content_hash')::text, '' ORDER BY t.application_id, t.revision)) FROM review.submission t))
      """
    let before = try await connection.text(counts)
    #expect(try await migrator.plan(connection).first == "0021_answers_at_hand")
    let outcome = try await migrator.migrate(connection)
    #expect(
      outcome.tables == [
        "0021_answers_at_hand", "0002_seen_is_recorded", "0003_who_they_are", "0004_hashes_are_keyed",
        "0005_codes_by_address", "0006_no_rights_since", "0007_calendar", "0008_row_identity", "0009_finding",
        "0010_exports_hide", "0011_forms", "0012_drafts_go", "0013_profile_files", "0014_also_told",
        "0015_change", "0016_who_asked", "0017_export_files", "0018_told_before", "0019_on_the_page",
        "0020_registered", "0021_decision_dates",
      ]
        && outcome.doors)
    #expect(try await connection.text(counts) == before)
    #expect(try await connection.count("SELECT max(answers_version) FROM review.application") == 4)
    #expect(try await migrator.migrate(connection).steps.isEmpty)
    #expect(try await migrator.validate(connection) == Migrator.Validation())
    let fresh = try await TestServer.shared.makeDatabase()
    #expect(try await schema(of: database, client) == schema(of: fresh, client))
  }

  @Test func anIncompleteOneIsRefusedAndLeftAlone() async throws {
    guard let (database, _) = try await oldDatabase() else { return }
    let connection = try await database.connect()
    try await connection.execute("DELETE FROM review.migration WHERE version = 21")
    let migrator = try Migrator(reference: ReferenceData.bundled)
    let failure = MigrationFailure.incompleteHistory(
      last: "0020_kept_plans", missing: [], needed: "0021_answers_at_hand")
    await #expect(throws: failure) { try await migrator.plan(connection) }
    await #expect(throws: failure) { try await migrator.migrate(connection) }
    #expect(try await connection.count("SELECT count(*) FROM review.migration") == 20)
    try await connection.script(
      "DELETE FROM review.migration WHERE version = 7; "
        + "INSERT INTO review.migration (version, name, checksum) VALUES (21, '0021_answers_at_hand', '')")
    await #expect(
      throws: MigrationFailure.incompleteHistory(
        last: "0021_answers_at_hand", missing: [7], needed: "0021_answers_at_hand")
    ) { try await migrator.migrate(connection) }
    #expect(try await connection.text("SELECT to_regclass('review.build')::text") == nil)
  }

  /// A row that says less than all of it is no proof that the file ran.
  @Test(arguments: ["checksum = 'f'", "name = '0007_other'"])
  func whatIsTakenOverIsThatHistory(change: String) async throws {
    guard let (database, _) = try await oldDatabase() else { return }
    let connection = try await database.connect()
    try await connection.execute("UPDATE review.migration SET \(change) WHERE version = 7")
    let failure = MigrationFailure.edited(names: [change.hasPrefix("name") ? "0007_other" : "0007_decisions"])
    let migrator = try Migrator(reference: ReferenceData.bundled)
    await #expect(throws: failure) { try await migrator.plan(connection) }
    await #expect(throws: failure) { try await migrator.migrate(connection) }
    #expect(try await connection.text("SELECT to_regclass('review.build')::text") == nil)
  }

  /// CASCADE would drop it without a word, or a door's file would.
  @Test(arguments: [
    (
      "CREATE FUNCTION public.mine(d review.application_draft) RETURNS int LANGUAGE sql AS 'SELECT 1'",
      MigrationFailure.leanedOn(by: ["function public.mine(review.application_draft)"])
    ),
    (
      "CREATE TABLE public.mine (d review.application_draft[])",
      .leanedOn(by: ["column public.mine.d", "table public.mine"])
    ),
    ("CREATE VIEW public.mine AS SELECT * FROM review.ledger", .leanedOn(by: ["view public.mine"])),
    (
      "CREATE VIEW public.mine AS SELECT recipient_masked FROM review.notification", .leanedOn(by: ["view public.mine"])
    ),
    ("CREATE VIEW review.mine AS SELECT code FROM review.region", .strangeViews(["review.mine"])),
    (
      "CREATE FUNCTION review.mine() RETURNS review.application_draft LANGUAGE sql AS 'SELECT NULL::review.application_draft'",
      .undeclared(functions: ["review.mine()"])
    ),
    ("CREATE TABLE review.mine (d review.application_draft)", .leanedOn(by: ["column review.mine.d"])),
  ])
  func whatIsTheBureausOwnIsNotDropped(own: String, failure: MigrationFailure) async throws {
    guard let (database, _) = try await oldDatabase() else { return }
    let connection = try await database.connect()
    try await connection.script(own)
    let migrator = try Migrator(reference: ReferenceData.bundled)
    await #expect(throws: failure) { try await migrator.migrate(connection) }
    #expect(try await connection.text("SELECT to_regclass('review.build')::text") == nil)
  }

  /// What does not stand in the way stays.
  @Test func ownViewsOfTablesStay() async throws {
    guard let (database, _) = try await oldDatabase() else { return }
    let connection = try await database.connect()
    try await connection.script(
      "CREATE VIEW public.mine AS SELECT id FROM review.application WHERE department_code = '330102'::review.key")
    let migrator = try Migrator(reference: ReferenceData.bundled)
    _ = try await migrator.migrate(connection)
    #expect(try await connection.count("SELECT count(*) FROM public.mine") > 0)
    #expect(try await migrator.validate(connection) == Migrator.Validation(notices: ["view public.mine"]))
  }

  /// All of it as the server writes it, without the counters of application numbers, which come with the first one.
  private func schema(of database: TestDatabase, _ client: [String: String]) async throws -> String {
    let dump = try TestProcess(
      ["--schema-only", "--schema=review", "--exclude-table=review.number_*"], of: TestProcess.serverProgram("pg_dump"),
      environment: client.merging(["PGDATABASE": database.name]) { $1 })
    let result = await dump.finish()
    try #require(result.exitCode == 0, "\(result.talk)")
    return result.output.split(separator: "\n").filter { !$0.contains("restrict ") }.joined(separator: "\n")
  }
}
