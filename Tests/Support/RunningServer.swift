import Foundation
import PostgreSQL
import Store

/// A server that is up, and how to reach it.
struct RunningServer: Sendable {
  /// nil for a server of somebody else's.
  let cluster: PrivateCluster?
  /// Of the role that owns the databases.
  let owner: ConnectionSettings
  let ownerRole: String
  /// Makes databases and sets passwords.
  let administrator: Connection
  /// Begins the names of this process's databases.
  let prefix: String
  /// Of every staff role that a test connects as.
  let staffPassword = UUID().uuidString

  static func start() async throws -> RunningServer {
    if let url = ProcessInfo.processInfo.environment["REVIEW_TEST_DATABASE_URL"], !url.isEmpty {
      return try await use(url)
    }
    let directory = FileManager.default.temporaryDirectory.appending(path: "review-test-\(getpid())")
    let cluster = PrivateCluster(stateDirectory: directory, durable: false)
    try CleanUp.watch(cluster)
    let owner = try await cluster.start()
    let superuser = try owner.overriding(["user": "postgres", "dbname": "postgres"])
    let administrator = try await Connection.connect(superuser)
    if TestServer.calls != nil { try await administrator.script("ALTER ROLE ALL SET track_functions = 'all'") }
    return RunningServer(
      cluster: cluster, owner: owner, ownerRole: PrivateCluster.owner, administrator: administrator, prefix: "test")
  }

  private static func use(_ url: String) async throws -> RunningServer {
    let owner = try ConnectionSettings(url: url)
    let administrator = try await Connection.connect(owner)
    let row = try await administrator.query("SELECT quote_ident(current_user) AS role")[0]
    let server = RunningServer(
      cluster: nil, owner: owner, ownerRole: try row["role"], administrator: administrator,
      prefix: "review_test_\(getpid())")
    try await server.dropLeftovers()
    return server
  }

  /// The extension that checks what statements in PL/pgSQL name. It takes a superuser, so only the cluster of our own has it.
  @discardableResult
  func installChecks(in database: String) async throws -> Bool {
    guard cluster != nil else { return false }
    let superuser = try await Connection.connect(try owner.overriding(["user": "postgres", "dbname": database]))
    // Servers from elsewhere ($REVIEW_POSTGRES_BIN) may not have it.
    try await superuser.script(
      """
      DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'plpgsql_check') THEN CREATE EXTENSION IF NOT EXISTS plpgsql_check; END IF;
      END $$
      """)
    let isThere = try await superuser.count("SELECT count(*) FROM pg_extension WHERE extname = 'plpgsql_check'") == 1
    await superuser.close()
    return isThere
  }

  /// Databases of test processes that are no more.
  private func dropLeftovers() async throws {
    for row in try await administrator.query("SELECT datname FROM pg_database WHERE datname LIKE 'review\\_test\\_%'") {
      let name: String = try row["datname"]
      guard let process = name.split(separator: "_").dropFirst(2).first.flatMap({ pid_t($0) }) else { continue }
      if process == getpid() || kill(process, 0) != 0 {
        try await administrator.script("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
      }
    }
  }
}
