import Foundation
import PostgreSQL
public import Store

/// The PostgreSQL server of a test process: a private cluster without durability in a temporary directory, or the server
/// that `REVIEW_TEST_DATABASE_URL` names (as a role with CREATEROLE and CREATEDB).
///
/// Tests get databases of their own, cloned from a template that is migrated once. Roles are the cluster's: all databases
/// share them.
public actor TestServer {
  /// Started at first use, removed when the process ends, however it ends.
  public static let shared = TestServer()

  private var starting: Task<RunningServer, any Error>?
  private var template: Task<String, any Error>?
  private var created = 0
  /// So many tests at once as the server has connections for.
  private let databases = Turns(atOnce: 8)
  /// Roles whose password is known to be `RunningServer.staffPassword`.
  private var knownStaff: Set<String> = []

  /// A database with the schema and the reference data, owned by the role that `connect()` uses.
  public func makeDatabase() async throws -> TestDatabase {
    let server = try await running()
    let template = try await migratedTemplate()
    return try await create("TEMPLATE \(template)", on: server)
  }

  /// A database with nothing in it.
  public func makeEmptyDatabase() async throws -> TestDatabase {
    try await create("TEMPLATE template0", on: try await running())
  }

  /// Lends a migrated database and drops it afterwards.
  public nonisolated func withDatabase<T: Sendable>(
    _ body: @Sendable (TestDatabase) async throws -> T
  ) async throws -> T {
    try await databases.take {
      let database = try await makeDatabase()
      let result: Result<T, any Error>
      do { result = .success(try await body(database)) } catch { result = .failure(error) }
      try? await drop(database)
      return try result.get()
    }
  }

  /// The private cluster; nil when `REVIEW_TEST_DATABASE_URL` names a server.
  public func cluster() async throws -> PrivateCluster? { try await running().cluster }

  /// Lets migrations of this database check the bodies of PL/pgSQL functions; false on a server of somebody else's.
  func installChecks(in database: String) async throws -> Bool { try await running().installChecks(in: database) }

  func drop(_ database: TestDatabase) async throws {
    let server = try await running()
    try await enterCalls(in: database.name, of: server)
    try await server.administrator.script("DROP DATABASE IF EXISTS \(database.name) WITH (FORCE)")
  }

  /// Settings for a role; staff get a password that only this process knows.
  func settings(_ user: String?, database: String) async throws -> ConnectionSettings {
    let server = try await running()
    guard let user else { return try server.owner.overriding(["dbname": database]) }
    if !knownStaff.contains(user) {
      let verifier = try await server.administrator.encryptPassword(user: user, password: server.staffPassword)
      let role = user.replacing("\"", with: "\"\"")
      try await server.administrator.script("ALTER ROLE \"\(role)\" PASSWORD '\(verifier)'")
      knownStaff.insert(user)
    }
    return try server.owner.overriding(["dbname": database, "user": user, "password": server.staffPassword])
  }

  /// To be called when a test has changed the password of a role.
  public func forgetPassword(of user: String) { knownStaff.remove(user) }

  private func create(_ source: String, on server: RunningServer) async throws -> TestDatabase {
    created += 1
    let name = "\(server.prefix)_\(created)"
    try await server.administrator.script("CREATE DATABASE \(name) OWNER \(server.ownerRole) \(source)")
    return TestDatabase(name: name, server: self)
  }

  private func migratedTemplate() async throws -> String {
    if let template { return try await template.value }
    let task = Task {
      let server = try await running()
      let database = TestDatabase(name: "\(server.prefix)_template", server: self)
      try await server.administrator.script(
        "CREATE DATABASE \(database.name) OWNER \(server.ownerRole) TEMPLATE template0")
      try await server.installChecks(in: database.name)
      let connection = try await database.connect()
      _ = try await TestSchema.migrator().migrate(connection)
      await connection.close()
      return database.name
    }
    template = task
    return try await task.value
  }

  private func running() async throws -> RunningServer {
    if let starting { return try await starting.value }
    let task = Task { try await RunningServer.start() }
    starting = task
    return try await task.value
  }
}

/// What every template database is made with: the one place to add reference data to.
enum TestSchema {
  static func migrator() throws -> Migrator { try Migrator(reference: ReferenceData.bundled) }
}
