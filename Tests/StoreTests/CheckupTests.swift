import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

/// What the program cannot enforce is found: each fault is made, and found by its own check alone; taken back, it is found no more.
@Suite struct CheckupTests {
  /// A fault that a transaction makes, which is taken back. `{reviewer}` and `{owner}` stand for the logins.
  struct Fault: Sendable, CustomTestStringConvertible {
    let check: Check
    let statements: String
    /// A part of what must be named.
    let named: String
    var testDescription: String { "\(check.rawValue): \(statements)" }

    init(_ check: Check, _ statements: String, _ named: String) {
      (self.check, self.statements, self.named) = (check, statements, named)
    }
  }

  static let faults = [
    Fault(.temporaryFiles, "SET LOCAL temp_file_limit = -1", "temp_file_limit"),
    Fault(.encryption, "SET LOCAL password_encryption = 'md5'", "md5"),
    Fault(.verifiers, "ALTER ROLE {reviewer} PASSWORD NULL", "{reviewer}"),
    Fault(
      .verifiers,
      "UPDATE pg_authid SET rolpassword = replace(rolpassword, '$4096:', '$4095:') WHERE rolname = '{reviewer}'",
      "{reviewer}"),
    Fault(.ownerSuperuser, "ALTER ROLE {owner} SUPERUSER", "{owner}"),
    Fault(.ownerPrograms, "GRANT pg_execute_server_program TO {owner}", "pg_execute_server_program"),
    Fault(.ownerPrograms, "GRANT pg_write_server_files TO {owner}", "pg_write_server_files"),
    Fault(.staffPowers, "ALTER ROLE {reviewer} CREATEROLE", "{reviewer}: CREATEROLE"),
    Fault(.staffPowers, "ALTER ROLE {reviewer} BYPASSRLS", "{reviewer}: BYPASSRLS"),
    Fault(.staffPowers, "ALTER ROLE {reviewer} SUPERUSER", "{reviewer}: SUPERUSER"),
    Fault(.staffPowers, "GRANT pg_read_all_data TO {reviewer}", "{reviewer}: pg_read_all_data"),
    Fault(.staffPowers, "GRANT EXECUTE ON FUNCTION lo_import(text) TO {reviewer}", "{reviewer}: lo_import"),
    Fault(.staffPowers, "GRANT EXECUTE ON FUNCTION pg_ls_dir(text) TO review_reviewer", "review_reviewer: pg_ls_dir"),
    Fault(.staffPowers, "REVOKE {reviewer} FROM {owner}; GRANT {owner} TO {reviewer}", "{reviewer}: {owner}"),
    Fault(.staffPowers, "ALTER ROLE review_reviewer BYPASSRLS", "review_reviewer: BYPASSRLS"),
    Fault(.strangers, "GRANT review_manager TO {reviewer}", "{reviewer}: review_manager"),
    Fault(
      .strangers, "CREATE ROLE nobody_knows LOGIN; GRANT review_reviewer TO nobody_knows",
      "nobody_knows: review_reviewer"),
    Fault(
      .strangers, "CREATE ROLE nobody_knows LOGIN; GRANT pg_read_all_data TO nobody_knows",
      "nobody_knows: pg_read_all_data"),
    Fault(
      .strangers,
      "CREATE ROLE between; GRANT {owner} TO between; CREATE ROLE nobody_knows LOGIN; GRANT between TO nobody_knows",
      "nobody_knows: {owner}"),
    Fault(.strangers, "CREATE ROLE nobody_knows LOGIN SUPERUSER", "nobody_knows: SUPERUSER"),
    Fault(.statementLog, "SET LOCAL log_min_error_statement = 'error'", "log_min_error_statement"),
    Fault(.strangers, "GRANT review_manager TO {reviewer} WITH ADMIN OPTION", "review_manager WITH ADMIN OPTION"),
    Fault(.durability, "ALTER ROLE {reviewer} SET synchronous_commit = off", "synchronous_commit=off"),
    Fault(.statementLog, "ALTER DATABASE {database} SET debug_print_plan = on", "debug_print_plan=on"),
    Fault(.ended, "UPDATE review.staff SET active = false WHERE name = '{reviewer}'", "{reviewer}"),
    Fault(
      .idle, "ALTER ROLE {reviewer} IN DATABASE {database} RESET idle_in_transaction_session_timeout", "{reviewer}"),
    Fault(
      .idle, "ALTER ROLE {reviewer} IN DATABASE {database} SET idle_in_transaction_session_timeout = 0", "{reviewer}"),
    Fault(.publicSchema, "GRANT CREATE ON SCHEMA public TO PUBLIC", "CREATE ON SCHEMA public"),
    Fault(.statementLog, "SET LOCAL log_statement = 'ddl'", "log_statement = ddl"),
    Fault(.statementLog, "SET LOCAL log_min_duration_statement = 1000", "log_min_duration_statement = 1000"),
    Fault(.statementLog, "SET LOCAL log_min_duration_sample = 0", "log_min_duration_sample = 0"),
    Fault(
      .statementLog, "ALTER ROLE {reviewer} SET log_min_duration_statement = 0",
      ": log_min_duration_statement=0"),
    Fault(
      .calendar,
      "CREATE OR REPLACE FUNCTION review.today() RETURNS date LANGUAGE sql STABLE AS $$ SELECT date '2041-12-30' $$",
      "2041"),
  ]

  @Test("each fault is named by its check", arguments: faults)
  func fault(_ fault: Fault) async throws {
    try await World.with { world in
      guard let superuser = try await world.database.connectAsSuperuser() else { return }
      let owner = try #require(
        try await superuser.text(
          "SELECT rolname FROM pg_roles WHERE oid = (SELECT nspowner FROM pg_namespace WHERE nspname = 'review')"))
      func filled(_ text: String, quoted: Bool = false) -> String {
        let (reviewer, owner) = (world.name(.reviewer), owner)
        return text.replacing("'{reviewer}'", with: "'\(reviewer)'")
          .replacing("{reviewer}", with: quoted ? "\"\(reviewer)\"" : reviewer)
          .replacing("{database}", with: "\"\(world.database.name)\"").replacing(
            "{owner}", with: quoted ? "\"\(owner)\"" : owner)
      }
      let before = try await Self.found(fault.check, superuser)
      #expect(!before.contains { $0.contains(filled(fault.named)) })
      try await superuser.script("BEGIN; " + filled(fault.statements, quoted: true))
      let after = try await Self.found(fault.check, superuser)
      #expect(after.contains { $0.contains(filled(fault.named)) }, "\(after)")
      try await superuser.script("ROLLBACK")
      await superuser.close()
    }
  }

  @Test("a setting that the database has for everybody")
  func setting() async throws {
    try await World.with { world in
      for (value, isFound) in [("on", false), ("off", true)] {
        try await world.owner.script("ALTER DATABASE \"\(world.database.name)\" SET synchronous_commit = \(value)")
        let connection = try await world.database.connect()
        #expect(try await Self.found(.durability, connection).contains("synchronous_commit = off") == isFound)
        await connection.close()
      }
    }
  }

  @Test("a folder of attachments that others enter is named; one that is not here is said not to be seen")
  func folder() async throws {
    try await World.with { world in
      for (mode, isFound) in [(0o700, false), (0o750, true), (0o701, true)] {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: world.folder)
        let finding = try await Self.finding(.attachments, world.owner, folder: world.folder)
        #expect(finding.found.isEmpty == !isFound && !finding.isUnseen, "\(String(mode, radix: 8))")
      }
      let absent = try await Self.finding(.attachments, world.owner, folder: world.folder + "/absent")
      #expect(absent.found.isEmpty && absent.isUnseen)
    }
  }

  @Test("a staff login sees nothing of what only superusers may see, and is told so")
  func unseen() async throws {
    try await World.with { world in
      try await world.with(.administrator) { connection in
        for check in [Check.passwordRules, .verifiers] {
          let finding = try await Self.finding(check, connection, folder: world.folder)
          #expect(finding.isUnseen && finding.found.isEmpty, "\(check)")
        }
      }
    }
  }

  private static func found(_ check: Check, _ connection: Connection) async throws -> [String] {
    try await finding(check, connection, folder: "/nowhere").found
  }

  private static func finding(_ check: Check, _ connection: Connection, folder: String) async throws -> Finding {
    let findings = try await Checkup.run(connection, attachments: ContentStore(root: folder))
    #expect(findings.map(\.check) == Check.allCases)
    return try #require(findings.first { $0.check == check })
  }
}
