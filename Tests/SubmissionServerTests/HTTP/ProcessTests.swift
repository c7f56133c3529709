import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import SubmissionServer

/// The program as it is started and stopped for real.
@Suite(.timeLimit(.minutes(30)))
struct ProcessTests {
  /// Lends a connection string of the endpoint's role, and the owner's connection.
  private func withDatabase(_ body: @Sendable (String, Connection) async throws -> Void) async throws {
    try await TestServer.shared.withDatabase { database in
      let owner = try await database.connect()
      let role = "intake.\(database.name)"
      let password = UUID().uuidString
      let verifier = try await owner.encryptPassword(user: role, password: password)
      try await owner.query("SELECT review.staff_add($1, 'intake', NULL, $1, $2, true)", [role, verifier])
      let settings = try await database.settings()
      let url =
        "host='\(settings.host ?? "")' port='\(settings.port ?? "5432")' dbname='\(database.name)' user='\(role)' "
        + "password='\(password)'"
      let result: Result<Void, any Error>
      do { result = .success(try await body(url, owner)) } catch { result = .failure(error) }
      try? await owner.script("DROP OWNED BY \"\(role)\"; DROP ROLE \"\(role)\"")
      await owner.close()
      try result.get()
    }
  }

  /// Waits until the server has read what was sent before: it has answered on a connection that was made after that.
  private static func isReading(_ server: ServedProcess) async throws {
    for _ in 0..<4 {
      let next = try await RawConnection.open(server.port)
      try await next.send("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(try await next.ends())
    }
  }

  @Test func aSignalLetsRequestsFinishAndEndsWithZero() async throws {
    try await withDatabase { url, owner in
      let server = try await ServedProcess(database: url)
      let idle = try await RawConnection.open(server.port)
      try await idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try await idle.receives { $0.contains(#"{"status":"ok"}"#) })
      // A request that is half sent when the signal comes: its answer still comes.
      let busy = try await RawConnection.open(server.port)
      try await busy.send("POST /v1/shanxi/application/submit HTTP/1.1\r\nHost: a\r\n")
      try await Self.isReading(server)
      server.signal(SIGTERM)
      #expect(try await idle.ends())
      #expect(!busy.isEnded)
      try await busy.send("Content-Length: 0\r\n\r\n")
      #expect(try await busy.ends())
      #expect(busy.statuses == [401])
      #expect(await server.end() == 0)
      #expect(server.talk.contains("event=draining") && server.talk.contains("event=stopped"))
      let isRefused = (try? await RawConnection.open(server.port)) == nil
      #expect(isRefused)
      #expect(
        try await owner.query(
          "SELECT 1 FROM pg_stat_activity WHERE application_name = 'submission-server' AND datname = current_database()"
        ).isEmpty)
    }
  }

  @Test func aSecondSignalDoesNotWait() async throws {
    try await withDatabase { url, _ in
      let server = try await ServedProcess(database: url)
      let busy = try await RawConnection.open(server.port)
      try await busy.send("GET /healthz HTTP/1.1\r\nHost:")
      try await Self.isReading(server)
      server.signal(SIGINT)
      #expect(try await soon { server.talk.contains("event=draining") })
      server.signal(SIGINT)
      #expect(await server.end() == 1)
      #expect(server.talk.contains("event=\"left at once\""))
    }
  }

  @Test func patienceEndsToo() async throws {
    try await withDatabase { url, _ in
      let server = try await ServedProcess(
        database: url, environment: ["REVIEW_DRAIN_SECONDS": "1", "REVIEW_HEADER_SECONDS": "60"])
      let busy = try await RawConnection.open(server.port)
      try await busy.send("GET /healthz HTTP/1.1\r\nHost:")
      try await Self.isReading(server)
      server.signal(SIGTERM)
      #expect(await server.end() == 1)
      #expect(server.talk.contains("gave up on requests in flight"))
    }
  }

  @Test func aSettingThatIsWrongIsSaidAndNothingStarts() async throws {
    for (name, value, code) in [
      ("REVIEW_PORT", "eighty", Int32(64)), ("REVIEW_TRUSTED_PROXIES", "proxy.example", 64),
      ("REVIEW_DATABASE_URL", "host=/nowhere password='x", 2),
    ] {
      let result = try await TestProcess.run(
        [], of: ServedProcess.program,
        environment: ["REVIEW_DATABASE_URL": "host=/nowhere"].merging([name: value]) { $1 })
      #expect(result.exitCode == code, "\(name)")
      #expect(result.talk.contains(name), "\(name): \(result.talk)")
    }
  }
}
