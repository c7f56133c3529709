public import Domain
public import Foundation
import PostgreSQL

/// Who the session's user is in this database.
public struct StaffMember: Sendable, Hashable {
  /// Login name, which is also the PostgreSQL role: `reviewer.330102`.
  public let name: String
  /// Reviewer, manager, helpdesk or administrator.
  public let role: Actor
  /// The name of the person, as shown to colleagues.
  public let displayName: String
  /// The bureau; nil for administrators.
  public let departmentCode: String?
  /// The bureau's own name; nil for administrators.
  public let departmentName: String?
  /// The profile id of the bureau's province (`zhejiang`); nil for administrators.
  public let province: String?
  /// The server's clock when it answered.
  public let serverTime: Date

  init(_ row: Row) throws {
    let role: String = try row.decode("role")
    guard let actor = Actor(rawValue: role) else { throw StoreFailure.unreadable("role") }
    self.role = actor
    name = try row.decode("name")
    displayName = try row.decode("display_name")
    departmentCode = try row.decode("department_code")
    departmentName = try row.decode("department_name")
    province = try row.decode("province")
    serverTime = try row.decode("server_time")
  }
}

extension ReviewStore {
  /// The staff member behind the session, nil when the login is no active staff of this database.
  public func me() async throws(StoreFailure) -> StaffMember? {
    try await first(
      "me", "SELECT name, role, display_name, department_code, department_name, province, server_time FROM review.me()"
    ) {
      try StaffMember($0)
    }
  }
}
