import Foundation
public import PostgreSQL

extension World {
  /// Staff of the world, each a login role whose name ends in the database's name.
  public enum Person: String, CaseIterable, Sendable {
    /// Reviewers of 330102.
    case reviewer, colleague
    /// Reviewer of the bureau next door, 330106.
    case neighbour
    /// Manager of 330100, and of the province above it.
    case manager, chief
    /// Helpdesk of 330100.
    case helpdesk
    case administrator
    /// The endpoint.
    case intake
    /// Reviewer in another province, 320102.
    case stranger

    /// What they may do.
    public var role: String {
      switch self {
      case .reviewer, .colleague, .neighbour, .stranger: "reviewer"
      case .manager, .chief: "manager"
      case .helpdesk, .administrator, .intake: rawValue
      }
    }

    /// Their bureau; nil for who has none.
    public var department: String? {
      switch self {
      case .reviewer, .colleague: "330102"
      case .neighbour: "330106"
      case .manager, .helpdesk: "330100"
      case .chief: "330000"
      case .stranger: "320102"
      case .administrator, .intake: nil
      }
    }
  }

  /// The login name.
  public func name(_ person: Person) -> String { "\(person.rawValue).\(database.name)" }

  /// A connection of theirs.
  public func connect(_ person: Person) async throws -> Connection { try await database.connect(as: name(person)) }

  /// Lends a connection of theirs and closes it.
  public func with<T: Sendable>(
    _ person: Person, _ body: @Sendable (Connection) async throws -> T
  ) async throws -> T {
    let connection = try await connect(person)
    let result: Result<T, any Error>
    do { result = .success(try await body(connection)) } catch { result = .failure(error) }
    await connection.close()
    return try result.get()
  }

  /// A verifier of a password that nobody knows.
  public func verifier(_ name: String) async throws -> String {
    try await owner.encryptPassword(user: name, password: UUID().uuidString)
  }
}
