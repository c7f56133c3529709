import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

/// What the README's section “On a server of one's own” says, done with the program, step by step.
@Suite("The program on a server of one's own", .serialized, .ownServer, .timeLimit(.minutes(30)))
struct OwnServerTests {
  private static let submissions = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Sources/Demo/Resources/submissions.jsonl").standardized.path

  @Test("from the empty database to a decision, as the README walks through it")
  func walksThrough() async throws {
    let server = try OwnServer.current()
    let owner = server.ownerPassword

    // Before anything is there, it is said what is missing and what to do.
    let early = try await server.console(nil, password: owner, "queue", "--format", "json")
    #expect(early.exitCode == 2)
    #expect(early.errorCode == "schema_missing")
    let planned = try await server.console(nil, password: owner, "database", "migrate", "--dry-run", "--format", "json")
    #expect(planned.exitCode == 0, "\(planned.talk)")
    #expect(try planned.document()["applied"] == [])

    let first = try await server.console(nil, password: owner, "database", "migrate", "--format", "json")
    #expect(first.exitCode == 0, "\(first.talk)")
    #expect(try first.document()["applied"] == planned.document()["planned"])
    let second = try await server.console(nil, password: owner, "database", "migrate", "--format", "json")
    #expect(second.exitCode == 0, "\(second.talk)")
    #expect(try second.document()["applied"] == [])
    #expect(try second.document()["reference_rows"] == 0)
    let valid = try await server.console(nil, password: owner, "database", "validate", "--format", "json")
    #expect(valid.exitCode == 0, "\(valid.talk)")
    #expect(try valid.document()["pending"] == [])

    // The first administrator by the owner, everybody else by the administrator.
    let admin = try await addStaff(
      server, by: nil, owner, "admin", "--role", "administrator", "--display-name", "系统管理员")
    let reviewer = try await addStaff(
      server, by: "admin", admin, "reviewer.330102", "--role", "reviewer", "--department", "330102",
      "--display-name", "陈静")
    let list = try await server.console("admin", password: admin, "staff", "list", "--format", "json")
    #expect(try list.document().array?.compactMap { $0["name"]?.string }.sorted() == ["admin", "reviewer.330102"])
    let twice = try await server.console(
      "admin", password: admin, "staff", "add", "reviewer.330102", "--role", "reviewer", "--department", "330102",
      "--format", "json")
    #expect(twice.exitCode == 1)
    #expect(twice.errorCode == "staff_exists")

    // Work comes in and is decided.
    let imported = try await server.console(
      "admin", password: admin, "import", "submissions", Self.submissions, "--format", "json")
    #expect(imported.exitCode == 1, "\(imported.talk)")
    #expect(try imported.document()["accepted"]?.array?.count == 7)
    let queue = try await server.console("reviewer.330102", password: reviewer, "queue", "--format", "json")
    #expect(queue.exitCode == 0, "\(queue.talk)")
    #expect(try queue.document().array?.isEmpty == false)
    let decided = try await server.console(
      "reviewer.330102", password: reviewer, "--format", "json", "-c", "next", "-c", "approve .")
    #expect(decided.exitCode == 0, "\(decided.talk)")
    #expect(try decided.lastDocument().array?.first?["outcome"] == "approved")
    // The owner of the database is no staff.
    #expect(try await server.console(nil, password: owner, "queue").exitCode == 4)

    try await passwords(server, admin: admin, reviewer: reviewer)
  }

  /// Wrong, changed, and of somebody who left.
  private func passwords(_ server: OwnServer, admin: String, reviewer: String) async throws {
    let wrong = try await server.console("reviewer.330102", password: "wrong-\(reviewer)", "queue", "--format", "json")
    #expect(wrong.exitCode == 2)
    #expect(wrong.errorCode == "wrong_password")
    #expect(!wrong.talk.contains("scram") && !wrong.talk.contains("FATAL"))
    let none = try await server.console("reviewer.330102", password: nil, "queue", "--format", "json")
    #expect(none.exitCode == 2)
    #expect(none.errorCode == "wrong_password")

    let fresh = UUID().uuidString
    let short = try await server.console("reviewer.330102", password: reviewer, "password", input: "short")
    #expect(short.exitCode == 64)
    let changed = try await server.console("reviewer.330102", password: reviewer, "密码", input: fresh)
    #expect(changed.exitCode == 0, "\(changed.talk)")
    #expect(!(changed.output + changed.talk).contains(fresh))
    #expect(try await server.console("reviewer.330102", password: reviewer, "status").exitCode == 2)
    #expect(try await server.console("reviewer.330102", password: fresh, "status").exitCode == 0)

    // At a terminal it is asked for, and not shown.
    try await TerminalWindow.with(["--user", "reviewer.330102"], environment: server.environment(nil)) { window in
      try await window.see { $0.lastLine.contains("reviewer.330102") && $0.lastLine.contains("密码") }
      try await window.type(reviewer)
      try await window.press("Enter")
      try await window.see { $0.contains("密码不对，请再输一次") && $0.lastLine.contains("密码：") }
      // A person needs longer for that than a prompt waits for its counts.
      try await Task.sleep(for: .seconds(3))
      try await window.type(fresh)
      try await window.press("Enter")
      let screen = try await window.see { $0.isAtPrompt }
      #expect(screen.lastLine.hasPrefix("审核员 上城区财政局"))
      #expect(!screen.contains(String(fresh.prefix(8))))
    }

    let owner = try await server.connect()
    let traces = try await owner.query("SELECT action FROM review.event WHERE action = 'password_changed'")
    #expect(traces.count == 1)
    await owner.close()

    let disabled = try await server.console("admin", password: admin, "staff", "disable", "reviewer.330102", "--yes")
    #expect(disabled.exitCode == 0, "\(disabled.talk)")
    let gone = try await server.console("reviewer.330102", password: fresh, "queue", "--format", "json")
    #expect(gone.exitCode == 2)
    #expect(gone.errorCode == "not_admitted", "\(gone.talk)")
    let enabled = try await server.console("admin", password: admin, "staff", "enable", "reviewer.330102")
    #expect(enabled.exitCode == 0, "\(enabled.talk)")
    let back = try await server.console("reviewer.330102", password: fresh, "queue")
    #expect(back.exitCode == 0, "\(back.talk)")
    try await isExamined(server)
  }

  /// The server runs with `fsync` off and PostgreSQL's own log settings.
  private func isExamined(_ server: OwnServer) async throws {
    func verdicts() async throws -> [String: String] {
      let result = try await server.console(nil, password: server.ownerPassword, "doctor", "--format", "json")
      #expect(result.exitCode == 1, "\(result.talk)")
      return try Dictionary(
        uniqueKeysWithValues: #require(try result.document().array).map {
          (try #require($0["check"]?.string), try #require($0["verdict"]?.string))
        })
    }
    let first = try await verdicts()
    for (check, verdict) in [
      "schema": "fine", "transport": "fine", "owner_superuser": "fine", "failed_logins": "advice",
      "durability": "fault",
      "password_rules": "unseen", "verifiers": "unseen", "attachments": "fine",
    ] {
      #expect(first[check] == verdict, "\(check)")
    }
    let superuser = try await server.superuser(database: "review")
    try await superuser.script(
      "GRANT SELECT ON pg_hba_file_rules TO bureau_owner; GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO bureau_owner"
    )
    await superuser.close()
    #expect(try await verdicts()["password_rules"] == "fine")
    let rules = try FileHandle(forWritingTo: URL(filePath: server.folder + "/data/pg_hba.conf"))
    try rules.seekToEnd()
    try rules.write(contentsOf: Data("host all all 10.0.0.0/8 scram-sha-256\n".utf8))
    try rules.close()
    #expect(try await verdicts()["password_rules"] == "advice")
    #expect(try await verdicts()["trust"] == "fine")
    try Data("local all all trust\n".utf8).write(to: URL(filePath: server.folder + "/data/pg_hba.conf"))
    #expect(try await verdicts()["trust"] == "fault")
  }

  @Test("without TLS the server refuses, and the program says what to do")
  func refusesPlainText() async throws {
    let server = try OwnServer.current()
    let plain = try await server.console(
      nil, password: server.ownerPassword, "database", "validate", "--format", "json", mode: "disable")
    #expect(plain.exitCode == 2)
    #expect(plain.errorCode == "not_admitted", "\(plain.talk)")
    #expect(!plain.talk.contains("pg_hba"))
  }

  @Test("a certificate of somebody else's is not taken")
  func distrustsStrangers() async throws {
    let server = try OwnServer.current()
    let stranger = server.folder + "/stranger.crt"
    let made = try await TestProcess.run(
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=stranger",
        "-keyout", server.folder + "/stranger.key", "-out", stranger,
      ], of: "/usr/bin/openssl")
    #expect(made.exitCode == 0)
    let result = try await TestProcess.run(
      ["database", "validate", "--format", "json"], of: TestProcess.reviewConsole,
      environment: server.environment(server.ownerPassword).merging([
        "REVIEW_DATABASE_URL": server.url("bureau_owner").replacing("ca.crt", with: "stranger.crt")
      ]) { $1 })
    #expect(result.exitCode == 2)
    #expect(result.errorCode == "cannot_connect")
  }

  /// Adds somebody and returns the password that the program made.
  private func addStaff(
    _ server: OwnServer, by user: String?, _ password: String, _ words: String...
  ) async throws -> String {
    let result = try await TestProcess.run(
      (user.map { ["--user", $0] } ?? []) + ["staff", "add"] + words + ["--format", "json"],
      of: TestProcess.reviewConsole, environment: server.environment(password))
    #expect(result.exitCode == 0, "\(result.talk)")
    return try #require(try result.document()["password"]?.string)
  }
}
