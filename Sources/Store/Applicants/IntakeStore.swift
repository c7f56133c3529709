public import PostgreSQL

/// The applicant's side of the domain over one connection, as role `review_intake`. Every call names the applicant and reaches nothing
/// of anybody else's; the database checks that, and what the state allows.
public struct IntakeStore: Sendable {
  /// The connection; statements on it are prepared once.
  public let connection: Connection

  /// A store over an open connection.
  public init(connection: Connection) { self.connection = connection }

  func query<T: Sendable>(
    _ name: String, _ sql: String, _ parameters: [(any SQLEncodable)?], _ decode: (Row) throws -> T
  ) async throws(StoreFailure) -> [T] {
    do {
      return try await connection.query(sql, parameters, name: name, prepare: true).map(decode)
    } catch { throw StoreFailure(error) }
  }

  func first<T: Sendable>(
    _ name: String, _ sql: String, _ parameters: [(any SQLEncodable)?], _ decode: (Row) throws -> T
  ) async throws(StoreFailure) -> T? {
    try await query(name, sql, parameters, decode).first
  }

  /// For functions that always answer one row.
  func one<T: Sendable>(
    _ name: String, _ sql: String, _ parameters: [(any SQLEncodable)?], _ decode: (Row) throws -> T
  ) async throws(StoreFailure) -> T {
    guard let value = try await first(name, sql, parameters, decode) else { throw .unreadable(name) }
    return value
  }
}

/// By what an applicant is known.
public struct ApplicantKey: Sendable, Hashable {
  /// The profile's id.
  public let province: String
  /// Code of the kind of document.
  public let idType: String
  /// Canonical form of the number.
  public let idNumber: String
  /// SHA-256 (hex) of the token of the local session that asks; nil for the service network.
  public let session: String?

  /// The key of one person in one province.
  public init(province: String, idType: String, idNumber: String, session: String? = nil) {
    self.province = province
    self.idType = idType
    self.idNumber = idNumber
    self.session = session
  }

  /// As the first parameters of every function.
  var parameters: [(any SQLEncodable)?] { [province, idType, idNumber] }
}
