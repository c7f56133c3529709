public import PostgreSQL

/// One database of the test server.
public struct TestDatabase: Sendable {
  /// Its name on the server.
  public let name: String
  let server: TestServer

  /// Connects as the owner, or as a login role that exists (made by `review.staff_add`, say), whose password is set for it.
  public func connect(
    as user: String? = nil, onNotice: @escaping @Sendable (Notice) -> Void = { _ in }
  ) async throws -> Connection {
    try await Connection.connect(try await settings(as: user), onNotice: onNotice)
  }

  /// How to connect as the owner, or as a login role.
  public func settings(as user: String? = nil) async throws -> ConnectionSettings {
    try await server.settings(user, database: name)
  }

  /// What `psql` and `pg_dump` need in their environment to reach it as the owner; nil on a server of somebody else's, whose password
  /// stays in its address.
  public func clientEnvironment() async throws -> [String: String]? {
    guard let cluster = try await server.cluster() else { return nil }
    let settings = try await settings()
    return [
      "PGHOST": settings.host ?? "", "PGPORT": settings.port ?? "", "PGUSER": settings.user ?? "", "PGDATABASE": name,
      "PGPASSFILE": cluster.passwordFile.path(percentEncoded: false),
    ]
  }

  /// A superuser's connection; nil on a server of somebody else's.
  public func connectAsSuperuser() async throws -> Connection? {
    guard try await server.cluster() != nil else { return nil }
    return try await Connection.connect(try await settings().overriding(["user": "postgres"]))
  }

  /// Lets migrations check the bodies of PL/pgSQL functions; false on a server of somebody else's, where nobody may.
  public func installChecks() async throws -> Bool { try await server.installChecks(in: name) }

  /// Ends its connections and removes it.
  public func drop() async throws { try await server.drop(self) }
}
