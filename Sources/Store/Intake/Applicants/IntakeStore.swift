public import PostgreSQL

/// The applicant's side of the domain over one connection, as role `review_intake`. Every call names the applicant and reaches nothing
/// of anybody else's; the database checks that, and what the state allows.
public struct IntakeStore: Sendable {
  /// The connection; statements on it are prepared once.
  public let connection: Connection

  /// A store over an open connection.
  public init(connection: Connection) { self.connection = connection }
}

/// By what an applicant is known.
public struct ApplicantKey: Sendable, Hashable {
  /// The profile's id.
  public let province: String
  /// Code of the kind of document.
  public let idType: String
  /// Canonical form of the number.
  public let idNumber: String

  /// The key of one person in one province.
  public init(province: String, idType: String, idNumber: String) {
    self.province = province
    self.idType = idType
    self.idNumber = idNumber
  }
}
