import DomainSQL
public import PostgreSQL

/// What members of staff are called, by login.
struct StaffNames: Sendable {
  /// Names alone.
  let names: [String: String]

  static let statement = "SELECT name, display_name FROM review.staff"

  init(_ transaction: borrowing Transaction) throws {
    let rows = try transaction.query(Self.statement, name: "staff names")
    names = Dictionary(
      try rows.map { (try $0.decode("name", as: String.self), try $0.decode("display_name", as: String.self)) },
      uniquingKeysWith: { first, _ in first })
  }

  init(_ names: [String: String]) { self.names = names }

  /// The name with the login where they differ; the login of who is no longer known.
  subscript(login: String) -> String {
    guard let name = names[login], name != login else { return login }
    return "\(name)（\(login)）"
  }
}

extension ReportFilters {
  /// Whether whom they name is somebody: a login that is mistyped would have figures of nothing.
  ///
  /// - Throws: `ReportFailure`, `DatabaseError`.
  public func check(on connection: Connection) async throws {
    guard let reviewer else { return }
    let isKnown = try await connection.transaction { try StaffNames($0).names[reviewer] != nil }
    if !isKnown { throw ReportFailure.unknownReviewer(reviewer) }
  }
}
