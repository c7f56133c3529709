public import Domain
import DomainSQL
import PostgreSQL

/// What the applicant is told after submitting or withdrawing.
public struct Receipt: Sendable, Hashable {
  /// Application number in canonical form.
  public let number: String
  /// Latest submitted revision.
  public let revision: Int
  /// Last day for a decision.
  public let dueOn: Day?
  /// SHA-256 (hex) of that revision's content.
  public let contentHash: String
  /// The state that the application has now.
  public let state: ApplicationState
  /// The department that has it.
  public let departmentCode: String

  static let columns = "number, revision, due_on, content_hash, state, department_code"

  init(_ row: Row) throws(DatabaseError) {
    number = try row.decode("number")
    revision = try row.decode("revision")
    dueOn = try row.decode("due_on")
    contentHash = try row.decode("content_hash")
    state = try row.decode("state")
    departmentCode = try row.decode("department_code")
  }
}

extension ReviewStore {
  /// Submits a validated document (its form: `review.intake_submit` in `sql/`), as a new application or the next revision.
  public func submit(_ document: JSONValue) async throws(StoreFailure) -> Receipt {
    try await one("submit", "SELECT \(Receipt.columns) FROM review.intake_submit($1)", [document]) { try Receipt($0) }
  }
}
