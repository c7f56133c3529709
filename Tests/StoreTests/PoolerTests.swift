import Foundation
import Store
import TestSupport
import Testing

@testable import PostgreSQL

/// Behind the real PgBouncer in transaction mode, where one server session serves many clients by turns.
@Suite(.timeLimit(.minutes(30)), .enabled(if: FileManager.default.fileExists(atPath: "/usr/sbin/pgbouncer")))
struct PoolerTests {
  /// Starts a pooler with two sessions of the endpoint's login and lends a way to connect through it.
  private func withPooler(_ body: @Sendable (World, ConnectionSettings) async throws -> Void) async throws {
    try await World.with { world in
      let direct = try await world.database.settings(as: world.name(.intake))
      let folder = URL(filePath: "/tmp/pgb-\(UUID().uuidString.prefix(8))")
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o777])
      try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
      defer { try? FileManager.default.removeItem(at: folder) }
      let configuration = """
        [databases]
        pooled = host=\(direct.host ?? "") port=\(direct.port ?? "5432") dbname=\(world.database.name) user=\(direct.user ?? "") password=\(direct.values["password"] ?? "")
        [pgbouncer]
        auth_type = any
        pool_mode = transaction
        default_pool_size = 2
        unix_socket_dir = \(folder.path)
        listen_port = 6432
        logfile = \(folder.path)/log
        """
      let file = folder.appending(path: "pgbouncer.ini")
      try configuration.write(to: file, atomically: true, encoding: .utf8)
      // It refuses to run as root, and may enter the server's folder only as its account.
      let account = geteuid() == 0 ? ["-u", "postgres"] : []
      let pooler = try TestProcess(account + [file.path], of: "/usr/sbin/pgbouncer")
      let settings = try ConnectionSettings(
        url: "host=\(folder.path) port=6432 dbname=pooled user=\(direct.user ?? "") sslmode=disable")
      let isUp = try await soon {
        guard pooler.isRunning, let connection = try? await Connection.connect(settings) else {
          return !pooler.isRunning
        }
        await connection.close()
        return true
      }
      let result: Result<Void, any Error>
      do {
        try #require(isUp && pooler.isRunning, "\(pooler.talkSoFar)")
        result = .success(try await body(world, settings))
      } catch { result = .failure(error) }
      try? pooler.signal(SIGINT)
      _ = await pooler.finish()
      try result.get()
    }
  }

  @Test("prepared statements of many clients in two sessions: none fails, none runs another's")
  func statements() async throws {
    try await withPooler { _, settings in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for client in 0..<12 {
          group.addTask {
            let connection = try await Connection.connect(settings)
            for turn in 0..<40 {
              // Each client begins elsewhere, so that their first statements differ.
              let n = (client * 7 + turn) % 9
              let text: String = try await connection.query("SELECT $1::text || '-\(n)'", ["\(client)"], prepare: true)[
                0][0]
              #expect(text == "\(client)-\(n)")
              if turn % 8 == 0 {
                let inside: String = try await connection.transaction { transaction in
                  _ = try transaction.query("SELECT $1::text || '-\(n)'", ["x"], prepare: true)
                  return try transaction.query("SELECT $1::text || '=\(n)'", ["\(client)"], prepare: true)[0].decode(0)
                }
                #expect(inside == "\(client)=\(n)")
              }
            }
            await connection.close()
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test("the endpoint's calls of many requests at once are all answered")
  func endpoint() async throws {
    try await withPooler { _, settings in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for client in 0..<12 {
          group.addTask {
            let connection = try await Connection.connect(settings)
            let store = IntakeStore(connection: connection)
            for turn in 0..<12 {
              switch (client + turn) % 3 {
              case 0: _ = try await store.contacts(of: "zhejiang")
              case 1: _ = try await store.takeTurn("register", address: "\(client)-\(turn)")
              default:
                let key = ApplicantKey(province: "shanxi", idType: "01", idNumber: "N\(client)")
                #expect(try await store.beginLogin(key, address: "\(client)-\(turn)").salt.count == 16)
              }
            }
            await connection.close()
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
