import Domain
import DomainSQL
public import Foundation
import PostgreSQL

/// One message to an applicant about one event, as the outbox holds it.
public struct NotificationItem: Sendable, Hashable {
  /// The notification's number.
  public let id: Int
  /// Application number in canonical form.
  public let number: String
  /// The applicant's name.
  public let applicant: String
  /// The department that sent it.
  public let departmentCode: String
  /// `approved`, `returned`, `transferred` or `reopened`.
  public let event: String
  /// `sms`, `email` or `page`
  public let channel: String
  /// Masked; nil on a channel that needs no address.
  public let recipient: String?
  /// `pending`, `sending`, `delivered` or `failed`.
  public let state: String
  /// The text as it is sent.
  public let body: String
  /// When the event happened.
  public let createdAt: Date
  /// When it arrived, nil while it has not.
  public let deliveredAt: Date?
  /// How often delivery was tried.
  public let attempts: Int

  static let columns = """
    id, number, applicant, department_code, event, channel, recipient_masked, state, body, created_at, delivered_at, attempts
    """

  init(_ row: Row) throws(DatabaseError) {
    id = try row.decode("id")
    number = try row.decode("number")
    applicant = try row.decode("applicant")
    departmentCode = try row.decode("department_code")
    event = try row.decode("event")
    channel = try row.decode("channel")
    recipient = try row.decode("recipient_masked")
    state = try row.decode("state")
    body = try row.decode("body")
    createdAt = try row.decode("created_at")
    deliveredAt = try row.decode("delivered_at")
    attempts = try row.decode("attempts")
  }
}

extension ReviewStore {
  /// Messages, newest first: of one application, or of all that the caller may see; of one state, or of all.
  public func notifications(
    of number: String? = nil, state: String? = nil, limit: Int = 100
  ) async throws(StoreFailure) -> [NotificationItem] {
    let ticket = try await ticket(
      .notifications,
      [
        "number": number.map(JSONValue.string) ?? .null, "state": state.map(JSONValue.string) ?? .null,
        "limit": .integer(limit),
      ])
    return try await query(
      "notifications", "SELECT \(NotificationItem.columns) FROM review.notification_list($1)", [ticket]
    ) { try NotificationItem($0) }
  }

  /// Puts a delivered or failed message into the outbox again, one that stands on the page stays there; answers its application and its state.
  public func resend(_ notification: Int) async throws(StoreFailure) -> (number: String, state: String) {
    try await one("resend", "SELECT number, state FROM review.notification_resend($1)", [notification]) {
      (number: try $0.decode("number"), state: try $0.decode("state"))
    }
  }
}
