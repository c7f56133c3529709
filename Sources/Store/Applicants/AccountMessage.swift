public import Foundation
public import PostgreSQL

/// A message about an account that waits to be delivered: whoever owns the private cluster may read it, to try things out.
public struct AccountMessage: Sendable, Hashable {
  /// `password_code` or `password_changed`.
  public let event: String
  /// `email` or `sms`.
  public let channel: String
  /// Where it would go, masked; nil where no address is known.
  public let recipient: String?
  /// The text, with the code.
  public let body: String
  /// When it was written.
  public let createdAt: Date

  /// Those that wait and still count, the oldest first. Only the owner of the database may ask.
  public static func waiting(on connection: Connection) async throws(StoreFailure) -> [AccountMessage] {
    do {
      return try await connection.query(
        """
        SELECT event, channel, review.mask(recipient) AS recipient_masked, body, created_at FROM review.notification
        WHERE application_id IS NULL AND state = 'pending' AND coalesce(expires_at > clock_timestamp(), true) ORDER BY id
        """, name: "account messages"
      ).map { row in
        AccountMessage(
          event: try row.decode("event"), channel: try row.decode("channel"),
          recipient: try row.decode("recipient_masked"), body: try row.decode("body"),
          createdAt: try row.decode("created_at"))
      }
    } catch { throw StoreFailure(error) }
  }
}
