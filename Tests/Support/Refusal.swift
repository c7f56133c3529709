public import PostgreSQL

/// What the database says no with: SQLSTATE and word, e.g. "RC412 already_decided"; "42501" for a missing grant; nil when
/// it does not.
public func refusal(_ body: () async throws -> Void) async throws -> String? {
  do {
    try await body()
    return nil
  } catch let error as DatabaseError {
    guard let state = error.sqlState else { throw error }
    return state.hasPrefix("RC") ? "\(state) \(error.message)" : state
  }
}

/// The same for one statement.
public func refusal(
  _ connection: Connection, _ sql: String, _ parameters: [(any SQLEncodable)?] = []
) async throws -> String? {
  try await refusal { _ = try await connection.query(sql, parameters) }
}

extension Connection {
  /// The first column of the first row as text; nil for NULL and when there is no row.
  public func text(_ sql: String, _ parameters: [(any SQLEncodable)?] = []) async throws -> String? {
    try await query(sql, parameters).first?.decode(0, as: String?.self) ?? nil
  }

  /// The first column of the first row as a number.
  public func count(_ sql: String, _ parameters: [(any SQLEncodable)?] = []) async throws -> Int {
    try await query(sql, parameters)[0][0]
  }
}
