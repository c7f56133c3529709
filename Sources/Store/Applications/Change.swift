public import Domain
import DomainSQL
public import Foundation
import PostgreSQL

/// What an applicant is told because of a step.
public struct Message: Sendable, Hashable {
  /// The notification's number.
  public let id: Int
  /// `sms`, `email` or `page`: the channel of the profile.
  public let channel: String
  /// Masked; nil on a channel that needs no address, and after a step that may be taken before anybody looked.
  public let recipient: String?
  /// The text as it is sent; nil likewise.
  public let body: String?
  /// The same by further channels of the profile.
  public let also: [Also]

  /// The message once more, by another channel.
  public struct Also: Sendable, Hashable {
    /// That notification's number.
    public let id: Int
    /// As `channel` of the first.
    public let channel: String
  }
}

/// An application after a step that is no decision: claim, release, transfer, reopen.
public struct Change: Sendable, Hashable {
  /// Application number in canonical form.
  public let number: String
  /// The state that it has now.
  public let state: ApplicationState
  /// Latest submitted revision.
  public let revision: Int
  /// SHA-256 (hex) of that revision's content: what a decision must name.
  public let contentHash: String
  /// The department that has it now.
  public let departmentCode: String
  /// Last day for a decision.
  public let dueOn: Day
  /// Who holds the lease now, nil when nobody does.
  public let holder: String?
  /// When the lease ends.
  public let leaseExpiresAt: Date?
  /// What the applicant is told, nil when the step tells nobody.
  public let message: Message?

  static let columns = """
    number, state, revision, content_hash, department_code, due_on, holder, lease_expires_at, \
    notification_id, channel, also
    """

  init(_ row: Row) throws(DatabaseError) {
    number = try row.decode("number")
    state = try row.decode("state")
    revision = try row.decode("revision")
    contentHash = try row.decode("content_hash")
    departmentCode = try row.decode("department_code")
    dueOn = try row.decode("due_on")
    holder = try row.decode("holder")
    leaseExpiresAt = try row.decode("lease_expires_at")
    message = try Message(row, tells: false)
  }
}

extension Message {
  /// Nil when the row tells nobody anything. `tells`: the row has recipient and text.
  init?(_ row: Row, tells: Bool) throws(DatabaseError) {
    guard let id: Int = try row.decode("notification_id", as: Int?.self) else { return nil }
    self.id = id
    channel = try row.decode("channel")
    recipient = tells ? try row.decode("recipient_masked") : nil
    body = tells ? try row.decode("body") : nil
    also = (try row.decode("also", as: JSONValue?.self)?.array ?? []).compactMap { item in
      guard let id = item["id"]?.integer, let channel = item["channel"]?.string else { return nil }
      return Also(id: id, channel: channel)
    }
  }
}

/// A decision made, and whom it tells what.
public struct DecisionMade: Sendable, Hashable {
  /// Application number in canonical form.
  public let number: String
  /// Approved or returned.
  public let outcome: ApplicationState
  /// The revision that was decided about.
  public let revision: Int
  /// What the applicant is told.
  public let message: Message
  /// When it was decided.
  public let decidedAt: Date
  /// The same call had been answered before; nothing was written now.
  public let repeated: Bool

  init(_ row: Row) throws {
    number = try row.decode("number")
    outcome = try row.decode("outcome")
    revision = try row.decode("revision")
    guard let message = try Message(row, tells: true) else { throw StoreFailure.unreadable("notification_id") }
    self.message = message
    decidedAt = try row.decode("decided_at")
    repeated = try row.decode("repeated")
  }
}

/// A coded reason of a return.
public struct GivenReason: Sendable, Hashable {
  /// Code of the list of return reasons: `P01`.
  public let code: String
  /// Field or slot id that it points at, nil for the whole application.
  public let target: String?
  /// What the reviewer adds; mandatory for some codes.
  public let remark: String?

  /// A reason as the reviewer gives it.
  public init(code: String, target: String? = nil, remark: String? = nil) {
    self.code = code
    self.target = target
    self.remark = remark
  }

  var json: JSONValue {
    [
      "code": .string(code), "target": target.map(JSONValue.string) ?? .null,
      "remark": remark.map(JSONValue.string) ?? .null,
    ]
  }
}
