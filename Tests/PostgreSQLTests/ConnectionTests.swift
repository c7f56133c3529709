import Foundation
import Store
import TestSupport
import Testing

@testable import PostgreSQL

@Suite(.timeLimit(.minutes(30))) struct ConnectionTests {
  @Test func wrongPasswordIsAuthenticationAndNotShown() async throws {
    let settings = try await Shared.database.value.settings().overriding(["password": "falsch-geheim"])
    let error = try #require(await failure { _ = try await Connection.connect(settings) })
    #expect(error.kind == .authentication)
    #expect(error.sqlState == "28P01")
    #expect(!error.message.contains("LOCATION"))
    var dumped = ""
    dump(settings, to: &dumped)
    for text in [error.message, "\(error)", "\(settings)", String(reflecting: settings), dumped] {
      #expect(!text.contains("falsch-geheim"))
    }
  }

  /// Threads of connections that end while the process does: OpenSSL must not clean up under them, and was told so in time.
  @Test func connectionsMayEndWithTheProcess() async throws {
    let connection = try await Connection.connect(try await Shared.database.value.settings())
    #expect(Connector.mayEndLast)
    await connection.close()
  }

  @Test func missingPasswordIsAuthentication() async throws {
    let settings = try await Shared.database.value.settings().overriding(["password": "", "passfile": "/dev/null"])
    #expect(await failure { _ = try await Connection.connect(settings) }?.kind == .authentication)
  }

  @Test func unknownRoleIsAuthentication() async throws {
    let settings = try await Shared.database.value.settings().overriding(["user": "nobody", "password": "x"])
    #expect(await failure { _ = try await Connection.connect(settings) }?.kind == .authentication)
  }

  @Test func unknownDatabaseCannotConnect() async throws {
    let settings = try await Shared.database.value.settings().overriding(["dbname": "absent"])
    let error = await failure { _ = try await Connection.connect(settings) }
    #expect(error?.kind == .cannotConnect)
    #expect(error?.sqlState == SQLState.invalidCatalogName)
  }

  @Test(arguments: [
    "postgresql://127.0.0.1:1/x", "postgresql:///x?host=/nonexistent", "host=no.such.host.invalid dbname=x",
  ])
  func unreachableHostsCannotConnect(url: String) async throws {
    let settings = try ConnectionSettings(url: url, overrides: ["password": "geheim"])
    let error = try #require(await failure { _ = try await Connection.connect(settings) })
    #expect(error.kind == .cannotConnect)
    #expect(!error.message.isEmpty && !error.message.contains("geheim"))
  }

  @Test(arguments: [
    ("postgresql://u:ge%ZZheim@h/db", "ge%ZZheim"), ("password=geheim secret=geheim2", "secret"),
    ("postgresql://u@h/db?geheim=1", "geheim"), ("password='geheim", "geheim"), ("geheim", "geheim"),
    ("postgresql://[::1/db", "::1"), ("host=a\0b", "a\0b"),
  ])
  func brokenURLsAreRefusedWithoutRepeatingThem(url: String, secret: String) async throws {
    let error = try #require(await failure { _ = try ConnectionSettings(url: url) })
    #expect(error.kind == .invalidSettings)
    #expect(!error.message.isEmpty)
    #expect(!error.message.contains(secret) || secret == "::1")
  }

  @Test func overridesWinAndUnknownOnesAreRefused() throws {
    let settings = try ConnectionSettings(
      url: "postgresql://a:p@h1:1,h2:2/db?target_session_attrs=read-write", overrides: ["user": "b", "password": ""])
    #expect(settings.user == "b" && settings.host == "h1,h2" && settings.port == "1,2" && settings.database == "db")
    #expect(throws: DatabaseError.self) { try settings.overriding(["pasword": "x"]) }
  }

  @Test func laterHostsAreTriedInTurn() async throws {
    let settings = try await Shared.database.value.settings()
    let host = try #require(settings.host)
    for attributes in ["any", "read-write", "primary", "prefer-standby"] {
      let several = try settings.overriding([
        "host": "127.0.0.1,\(host)", "port": "1,\(settings.port ?? "5432")", "target_session_attrs": attributes,
      ])
      #expect(try await Connection.connect(several).query("SELECT 1").count == 1)
    }
    let standby = try settings.overriding(["target_session_attrs": "standby"])
    #expect(await failure { _ = try await Connection.connect(standby) }?.kind == .cannotConnect)
  }

  @Test func hostsThatDoNotAnswerAreLeftForTheNext() async throws {
    let settings = try await Shared.database.value.settings()
    let host = try #require(settings.host)
    let silent = try SilentServer()
    let several = try settings.overriding([
      "host": "127.0.0.1,\(host)", "port": "\(silent.port),\(settings.port ?? "5432")", "connect_timeout": "2",
    ])
    #expect(try await Connection.connect(several).query("SELECT 1").count == 1)
    let alone = try settings.overriding(["host": "127.0.0.1", "port": "\(silent.port)", "connect_timeout": "2"])
    let error = await failure { _ = try await Connection.connect(alone) }
    #expect(error?.kind == .cannotConnect)
    #expect(error?.message.contains("2 seconds") == true)
  }

  @Test func connectingCanBeCancelled() async throws {
    let silent = try SilentServer()
    let settings = try ConnectionSettings(url: "postgresql://u@127.0.0.1:\(silent.port)/x")
    let task = Task { try await Connection.connect(settings) }
    #expect(try await soon { silent.isCalled })
    task.cancel()
    #expect(await failure { _ = try await task.value }?.kind == .cancelled)
  }

  @Test func cancelStopsTheStatementOnTheServer() async throws {
    let connection = try await Shared.connect()
    let process = await connection.backendProcess
    let running = Task { try await connection.query("SELECT pg_sleep(3600)") }
    // Until it is under way there is nothing to cancel.
    #expect(try await areWaiting([process]))
    connection.cancel()
    let error = await failure { _ = try await running.value }
    #expect(error?.kind == .cancelled)
    #expect(error?.sqlState == "57014")
    // Idle: nothing to cancel, and the next statement is not hit.
    connection.cancel()
    #expect(try await connection.query("SELECT 1").count == 1)
  }

  @Test func cancellingTheTaskReachesTheServer() async throws {
    let connection = try await Shared.connect()
    let watcher = try await Shared.connect()
    let process = await connection.backendProcess
    let running = Task { try await connection.query("SELECT pg_sleep(3600)") }
    #expect(try await areWaiting([process]))
    running.cancel()
    #expect(await failure { _ = try await running.value }?.kind == .cancelled)
    let active: Int = try await watcher.query(
      "SELECT count(*) AS n FROM pg_stat_activity WHERE pid = $1 AND state = 'active'", [Int(process)])[0]["n"]
    #expect(active == 0)
    #expect(try await connection.query("SELECT 1").count == 1)
  }

  @Test func cancellingAWaitingTaskSparesTheRunningOne() async throws {
    let (connection, blocker) = (try await Shared.connect(), try await Shared.connect())
    let process = await connection.backendProcess
    try await blocker.query("SELECT pg_advisory_lock(147)")
    let first = Task { try await connection.query("SELECT pg_advisory_lock(147)").count }
    #expect(try await areWaiting([process]))
    let second = Task { try await connection.query("SELECT 2").count }
    second.cancel()
    try await blocker.query("SELECT pg_advisory_unlock(147)")
    #expect(try await first.value == 1)
    #expect(await failure { _ = try await second.value }?.kind == .cancelled)
  }

  @Test func manyCancellationsAtRandomMomentsNeverHitTheNextStatement() async throws {
    let connection = try await Shared.connect()
    for round in 0..<100 {
      let running = Task { try await connection.query("SELECT pg_sleep(0.005)") }
      try await Task.sleep(for: .microseconds(round * 100))
      running.cancel()
      _ = try? await running.value
      #expect(try await connection.query("SELECT 1").count == 1)
    }
  }

  @Test func slowStatementsHoldUpNoTask() async throws {
    let connections = try await withThrowingTaskGroup(of: Connection.self) { group in
      for _ in 0..<8 { group.addTask { try await Shared.connect() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let blocker = try await Shared.connect()
    try await blocker.query("SELECT pg_advisory_lock(171)")
    var processes: [Int32] = []
    for connection in connections { processes.append(await connection.backendProcess) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for connection in connections {
        group.addTask { _ = try await connection.query("SELECT pg_advisory_lock_shared(171)") }
      }
      // All of them at once, and this task is none of theirs.
      #expect(try await areWaiting(processes))
      try await blocker.query("SELECT pg_advisory_unlock(171)")
      try await group.waitForAll()
    }
  }

  @Test func closedConnectionsSaySo() async throws {
    let connection = try await Shared.connect()
    let before = await connection.backendProcess
    #expect(await connection.isAlive)
    await connection.close()
    #expect(await !connection.isAlive)
    #expect(await failure { _ = try await connection.query("SELECT 1") }?.kind == .unavailable)
    let next = try await connection.another()
    #expect(try await next.query("SELECT 1").count == 1)
    #expect(await next.backendProcess != before)
  }

  @Test func theServersEndIsNoticed() async throws {
    let connection = try await Shared.connect()
    let other = try await Shared.connect()
    // Waits until it is gone.
    try await other.query("SELECT pg_terminate_backend($1, 30000)", [Int(await connection.backendProcess)])
    #expect(await !connection.isAlive)
    let error = await failure { _ = try await connection.query("SELECT 1") }
    #expect(error?.kind == .connectionLost)
  }

  @Test func aKilledServerEndsTheStatementAtOnce() async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "review-kill-\(getpid())")
    let cluster = PrivateCluster(stateDirectory: directory, durable: false)
    let settings = try await cluster.start()
    let connection = try await Connection.connect(settings)
    let running = Task { try await connection.query("SELECT pg_sleep(3600)") }
    let changing = Task { () -> Int in
      try await Connection.connect(settings).transaction { transaction in
        try transaction.query("SELECT pg_sleep(3600)").count
      }
    }
    let watcher = try await Connection.connect(settings)
    let areUnderWay = try await soon {
      try await watcher.query("SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'").count == 2
    }
    #expect(areUnderWay)
    try await cluster.stop()
    let error = await failure { _ = try await running.value }
    #expect(error?.kind == .connectionLost)
    #expect(await failure { _ = try await changing.value }?.kind == .connectionLost)
    #expect(await !connection.isAlive)
    _ = try await cluster.start()
    let next = try await connection.another()
    #expect(try await next.query("SELECT 1").count == 1)
    try await cluster.destroy()
    try FileManager.default.removeItem(at: directory)
  }

  @Test func verifiersAreSCRAMAndWork() async throws {
    let connection = try await Shared.connect()
    let verifier = try await connection.encryptPassword(user: "v", password: "密码 '\\")
    #expect(verifier.hasPrefix("SCRAM-SHA-256$4096:"))
    try await connection.script("CREATE ROLE verifier_test LOGIN PASSWORD '\(verifier)'")
    let settings = try await Shared.database.value.settings().overriding([
      "user": "verifier_test", "password": "密码 '\\",
    ])
    let person = try await Connection.connect(settings)
    #expect(try await person.query("SELECT session_user AS me")[0]["me"] == "verifier_test")
    await person.close()
    try await connection.script("DROP ROLE verifier_test")
  }

  @Test func versionsAreKnown() async throws {
    let connection = try await Shared.connect()
    #expect(await connection.serverVersion >= 140_000)
    #expect(Connection.libraryVersion >= 140_000)
    #expect(await connection.backendProcess > 0)
  }
}
