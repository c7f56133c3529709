import Domain
import Foundation
import PostgreSQL
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct AccessTests {
  @Test func privateClusterIsReadyAfterOneCallAndTheNextChangesNothing() async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "review-access-\(UUID().uuidString)")
    let environment = [
      "REVIEW_STATE_DIR": directory.path(percentEncoded: false),
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
    ]
    let access = try DatabaseAccess(environment: environment)
    #expect(access.isPrivate)
    defer { try? FileManager.default.removeItem(at: directory) }

    let first = Steps()
    try await access.prepare(ReferenceData.bundled) { first.add($0) }
    #expect(first.all.first == .settingUp)
    #expect(first.all.dropFirst().first == .migrating(.table("0001_baseline")))
    #expect(first.all.last == .migrating(.reference))
    let second = Steps()
    try await access.prepare(ReferenceData.bundled) { second.add($0) }
    #expect(second.all.isEmpty)

    let connection = try await access.connect(as: nil)
    let counts = try await connection.query(
      """
      SELECT (SELECT count(*) FROM review.region) AS regions, (SELECT count(*) FROM review.department) AS departments,
        (SELECT count(*) FROM review.department WHERE level = 'zone') AS zones,
        (SELECT count(*) FROM review.return_reason) AS reasons, (SELECT count(*) FROM review.holiday) AS days,
        (SELECT count(DISTINCT province) FROM review.profile) AS provinces
      """)[0]
    #expect(try counts.decode("regions", as: Int.self) == 340)
    #expect(try counts.decode("departments", as: Int.self) == 302 + 35 + 3 + 17)
    #expect(try counts.decode("zones", as: Int.self) == 17)
    #expect(try counts.decode("reasons", as: Int.self) == 37)
    #expect(try counts.decode("days", as: Int.self) == Standards.bundled.holidays.count)
    #expect(try counts.decode("provinces", as: Int.self) == Set(Profile.bundled.map(\.province)).count)
    await connection.close()
    guard case .privateCluster(let cluster) = access.place else { return }
    try await cluster.destroy()
  }

  /// In `public` anybody may make operators where the database is an old one. One with nearer types than the server's own must not run
  /// with the rights of whoever is logged in.
  @Test func aReviewerWithAnOperatorInPublicDoesNotBecomeTheOwner() async throws {
    try await World.with { world in
      guard let superuser = try await world.database.connectAsSuperuser(),
        let client = try await world.database.clientEnvironment()
      else { return }
      try await superuser.script("GRANT CREATE ON SCHEMA public TO PUBLIC")
      let (reviewer, name) = (try await world.connect(.reviewer), world.name(.reviewer))
      let owner = try await world.owner.text("SELECT current_user::regrole::text") ?? ""
      try await reviewer.script(
        """
        CREATE FUNCTION public.planted(varchar, varchar) RETURNS boolean LANGUAGE plpgsql AS $$
          BEGIN EXECUTE 'GRANT \(owner) TO "\(name)"'; RETURN true; EXCEPTION WHEN OTHERS THEN RETURN true; END $$;
        CREATE OPERATOR public.= (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = public.planted)
        """)
      let url =
        "host=\(client["PGHOST"] ?? "") port=\(client["PGPORT"] ?? "") user=\(client["PGUSER"] ?? "") "
        + "dbname=\(world.database.name) passfile=\(client["PGPASSFILE"] ?? "")"
      let access = try DatabaseAccess(url: url, environment: [:])
      let connection = try await access.connect(as: nil)
      #expect(try await connection.text("SELECT ('a'::varchar = 'b'::varchar)::text") == "false")
      #expect(try await connection.text("SELECT pg_has_role($1, $2, 'MEMBER')::text", [name, owner]) == "false")
      let another = try await connection.another()
      #expect(try await another.text("SHOW search_path") == "pg_catalog, pg_temp")
      await another.close()
      await connection.close()
      await superuser.close()
    }
  }

  /// What is tried again, because somebody is in the way, is said once.
  @Test func aStartBehindAReaderSaysItsLineOnce() async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "review-access-\(UUID().uuidString)")
    let environment = [
      "REVIEW_STATE_DIR": directory.path(percentEncoded: false),
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
    ]
    let access = try DatabaseAccess(environment: environment)
    guard case .privateCluster(let cluster) = access.place else { return }
    try await access.prepare(ReferenceData.bundled)
    let reader = try await access.connect(as: nil)
    try await reader.script(
      "UPDATE review.routine SET checksum = '' WHERE file LIKE 'doors/%'; UPDATE review.build SET files = ''")
    try await reader.script("BEGIN; SELECT count(*) FROM review.staff")
    let steps = Steps()
    // Two tries in vain, then the reader goes.
    let (waits, tried) = AsyncStream.makeStream(of: Void.self)
    async let done: Void = access.prepare(ReferenceData.bundled) {
      steps.add($0)
      if case .waiting = $0 { tried.finish() }
    }
    for await _ in waits {}
    let watcher = try await access.connect(as: nil)
    var tries: Set<String> = []
    while tries.count < 2 {
      let waiting =
        "SELECT xact_start::text FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database() LIMIT 1"
      if let began = try await watcher.text(waiting) { tries.insert(began) }
    }
    await watcher.close()
    await reader.close()
    try await done
    #expect(steps.all.filter { if case .waiting = $0 { true } else { false } }.count == 1)
    #expect(steps.all.filter { $0 == .migrating(.doors) }.count == 1)
    try await cluster.destroy()
    try? FileManager.default.removeItem(at: directory)
  }

  @Test func aBrokenURLIsRefusedBeforeAnythingIsTried() {
    #expect(throws: AccessFailure.self) { try DatabaseAccess(url: "postgresql://[broken", environment: [:]) }
  }

  @Test func theURLWinsOverTheEnvironmentAndThatOverThePrivateCluster() throws {
    let environment = ["REVIEW_DATABASE_URL": "postgresql://there/db", "REVIEW_STATE_DIR": "/nowhere"]
    #expect(try !DatabaseAccess(environment: environment).isPrivate)
    guard case .server(let settings) = try DatabaseAccess(url: "postgresql://here/db", environment: environment).place
    else {
      Issue.record("not a server")
      return
    }
    #expect(settings.host == "here")
    #expect(try DatabaseAccess(environment: environment).attachments.root == "/nowhere/attachments")
  }
}

private final class Steps: Sendable {
  private let steps = Mutex<[DatabaseAccess.Step]>([])
  var all: [DatabaseAccess.Step] { steps.withLock { $0 } }
  func add(_ step: DatabaseAccess.Step) { steps.withLock { $0.append(step) } }
}
