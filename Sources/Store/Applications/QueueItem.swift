public import Domain
import DomainSQL
public import Foundation
import PostgreSQL

/// One pending application, as the queue lists it.
public struct QueueItem: Sendable, Hashable {
  /// Application number in canonical form.
  public let number: String
  /// The applicant's name; nil until `named`.
  public internal(set) var applicant: String?
  /// The reviewing department.
  public let departmentCode: String
  /// Submitted, or in review with a lease that is still running.
  public let state: ApplicationState
  /// Latest submitted revision.
  public let revision: Int
  /// When that revision was submitted.
  public let submittedAt: Date
  /// The last day for a decision.
  public let dueOn: Day
  /// The due day has passed.
  public let overdue: Bool
  /// Login name of who holds the lease, nil when nobody does.
  public let holder: String?
  /// When the lease ends.
  public let leaseExpiresAt: Date?
  /// Whether it is a change of what is in force.
  public let isChange: Bool
  /// How many warnings the rules gave.
  public let warnings: Int
  /// Where the list goes on behind this row.
  public let cursor: QueueCursor

  static let columns = """
    q.id, q.number, q.department_code, q.state, q.revision, q.submitted_at, \
    q.due_on, q.overdue, q.holder, q.lease_expires_at, q.warnings, q.is_change
    """

  init(_ row: Row) throws(DatabaseError) {
    number = try row.decode("number")
    departmentCode = try row.decode("department_code")
    state = try row.decode("state")
    revision = try row.decode("revision")
    submittedAt = try row.decode("submitted_at")
    dueOn = try row.decode("due_on")
    overdue = try row.decode("overdue")
    holder = try row.decode("holder")
    leaseExpiresAt = try row.decode("lease_expires_at")
    warnings = try row.decode("warnings")
    isChange = try row.decode("is_change")
    cursor = QueueCursor(dueOn: dueOn, submittedMicroseconds: try row.decode("submitted_us"), id: try row.decode("id"))
  }
}

/// Where a list goes on: behind the last row of the page before. A word without spaces, for `--after`.
public struct QueueCursor: Sendable, Hashable, CustomStringConvertible {
  let dueOn: Day
  /// Since 1970, exact: a timestamp through a double would lose the order of rows of one bulk load.
  let submittedMicroseconds: Int
  let id: Int

  init(dueOn: Day, submittedMicroseconds: Int, id: Int) {
    self.dueOn = dueOn
    self.submittedMicroseconds = submittedMicroseconds
    self.id = id
  }

  /// Nil when the text is no cursor that this program printed.
  public init?(_ text: String) {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3, let dueOn = Day(iso: String(parts[0])), let submitted = Int(parts[1]),
      let id = Int(parts[2])
    else { return nil }
    self.init(dueOn: dueOn, submittedMicroseconds: submitted, id: id)
  }

  /// The word that `--after` takes.
  public var description: String { "\(dueOn.iso)_\(submittedMicroseconds)_\(id)" }
}
