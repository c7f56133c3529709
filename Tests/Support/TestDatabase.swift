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

  /// Ends its connections and removes it.
  public func drop() async throws { try await server.drop(self) }
}
