public import PostgreSQL

/// The domain over one connection, as the member of staff who logged in. Every method is one call to the database, which checks who
/// may do it, does it, and records it; nothing here decides.
public struct ReviewStore: Sendable {
  /// The connection, for reports that read in a snapshot of their own.
  public let connection: Connection

  /// A store over an open connection.
  public init(connection: Connection) { self.connection = connection }

  func query<T: Sendable>(
    _ name: String, _ sql: String, _ parameters: [(any SQLEncodable)?] = [], _ decode: (Row) throws -> T
  ) async throws(StoreFailure) -> [T] {
    do {
      return try await connection.query(sql, parameters, name: name).map(decode)
    } catch { throw StoreFailure(error) }
  }

  func first<T: Sendable>(
    _ name: String, _ sql: String, _ parameters: [(any SQLEncodable)?] = [], _ decode: (Row) throws -> T
  ) async throws(StoreFailure) -> T? {
    try await query(name, sql, parameters, decode).first
  }

  /// For functions that always answer one row.
  func one<T: Sendable>(
    _ name: String, _ sql: String, _ parameters: [(any SQLEncodable)?] = [], _ decode: (Row) throws -> T
  ) async throws(StoreFailure) -> T {
    guard let value = try await first(name, sql, parameters, decode) else { throw .unreadable(name) }
    return value
  }
}
