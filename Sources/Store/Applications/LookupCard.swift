public import Domain
import DomainSQL
public import Foundation
import PostgreSQL

/// What the helpdesk says on the phone: one application on one screen, ID number and phone masked.
public struct LookupCard: Sendable, Hashable {
  /// Application number in canonical form.
  public let number: String
  /// The applicant's name.
  public let applicant: String
  /// Masked.
  public let idNumber: String
  /// Masked; nil when none is known.
  public let phone: String?
  /// The department that has it; nil of a draft that was never submitted.
  public let departmentCode: String?
  /// Its full name.
  public let departmentName: String?
  /// State; a lease that ran out counts as submitted.
  public let state: ApplicationState
  /// Whose turn it is: `applicant`, `department` or `nobody`.
  public let turn: String
  /// Since when.
  public let since: Date?
  /// Last day for a decision.
  public let dueOn: Day?
  /// It has passed.
  public let overdue: Bool
  /// Latest submitted revision.
  public let revision: Int
  /// When the first revision was submitted.
  public let firstSubmittedAt: Date?
  /// When the latest one was.
  public let submittedAt: Date?
  /// Who holds the lease.
  public let holder: String?
  /// When it was decided.
  public let decidedAt: Date?
  /// Whether what is with the bureau, or came back from it, is a change of what is in force.
  public let isChange: Bool
  /// What is approved and counts; nil while nothing is.
  public let inForce: InForce?
  /// Reasons of the latest return: objects with `code`, `text`, `hint`, `target`, `remark`.
  public let reasons: [JSONValue]
  /// The note of the latest return.
  public let note: String?
  /// Messages, newest first: objects with `id`, `event`, `channel`, `recipient`, `state`, `created_at`, `delivered_at`.
  public let notifications: [JSONValue]

  init(_ row: Row) throws {
    number = try row.decode("number")
    applicant = try row.decode("applicant")
    idNumber = try row.decode("id_number_masked")
    phone = try row.decode("phone_masked")
    departmentCode = try row.decode("department_code")
    departmentName = try row.decode("department_name")
    state = try row.decode("state")
    turn = try row.decode("turn")
    since = try row.decode("since")
    dueOn = try row.decode("due_on")
    overdue = try row.decode("overdue", as: Bool?.self) ?? false
    revision = try row.decode("revision")
    firstSubmittedAt = try row.decode("first_submitted_at")
    submittedAt = try row.decode("submitted_at")
    holder = try row.decode("holder")
    decidedAt = try row.decode("decided_at")
    isChange = try row.decode("is_change")
    inForce = try row.decode("in_force", as: JSONValue?.self).map(InForce.init)
    reasons = try row.decode("reasons", as: JSONValue.self).array ?? []
    note = try row.decode("note")
    notifications = try row.decode("notifications", as: JSONValue.self).array ?? []
  }
}
