public import Foundation
import PostgreSQL

/// A member of staff, as managers and administrators list them.
public struct StaffAccount: Sendable, Hashable {
  /// Login name.
  public let name: String
  /// `reviewer`, `manager`, `helpdesk`, `administrator`, `intake` or `dispatcher`.
  public let role: String
  /// The bureau; nil for administrators and programs.
  public let departmentCode: String?
  /// Its name.
  public let departmentName: String?
  /// The name of the person.
  public let displayName: String
  /// May log in.
  public let active: Bool
  /// When the account was made.
  public let createdAt: Date
  /// By whom.
  public let createdBy: String
  /// When it was disabled.
  public let disabledAt: Date?
  /// How many applications the person holds now.
  public let held: Int

  static let columns = """
    name, role, department_code, department_name, display_name, active, created_at, created_by, disabled_at, held
    """

  init(_ row: Row) throws(DatabaseError) {
    name = try row.decode("name")
    role = try row.decode("role")
    departmentCode = try row.decode("department_code")
    departmentName = try row.decode("department_name")
    displayName = try row.decode("display_name")
    active = try row.decode("active")
    createdAt = try row.decode("created_at")
    createdBy = try row.decode("created_by")
    disabledAt = try row.decode("disabled_at")
    held = try row.decode("held")
  }
}

extension ReviewStore {
  /// The staff that the caller may manage.
  public func staff() async throws(StoreFailure) -> [StaffAccount] {
    try await query("staff", "SELECT \(StaffAccount.columns) FROM review.staff_list()") { try StaffAccount($0) }
  }

  /// Makes an account. The password becomes a SCRAM verifier here and never travels. `adopt` takes over a role that the cluster has already.
  public func addStaff(
    _ name: String, role: String, department: String?, displayName: String, password: String, adopt: Bool = false
  ) async throws(StoreFailure) -> StaffAccount {
    let verifier = try await verifier(name, password)
    return try await one(
      "staff add", "SELECT \(StaffAccount.columns) FROM review.staff_add($1, $2, $3, $4, $5, $6)",
      [name, role, department, displayName, verifier, adopt]
    ) { try StaffAccount($0) }
  }

  /// Ends an account: no login, no right, leases released, and once that is committed, no session.
  public func disableStaff(_ name: String) async throws(StoreFailure) -> StaffAccount {
    let account = try await one("staff disable", "SELECT \(StaffAccount.columns) FROM review.staff_disable($1)", [name])
    {
      try StaffAccount($0)
    }
    _ = try await endSessions(of: name)
    return account
  }

  /// Another role or bureau (nil: as before): leases released, and once that is committed, no session with the old rights.
  public func changeStaff(_ name: String, role: String?, department: String?) async throws(StoreFailure) -> StaffAccount
  {
    let account = try await one(
      "staff change", "SELECT \(StaffAccount.columns) FROM review.staff_change($1, $2, $3)", [name, role, department]
    ) { try StaffAccount($0) }
    _ = try await endSessions(of: name)
    return account
  }

  /// Ends the open sessions of a member of staff; answers how many.
  func endSessions(of name: String) async throws(StoreFailure) -> Int {
    try await one("staff sessions end", "SELECT review.staff_sessions_end($1)", [name]) { try $0.decode(0) }
  }

  /// Lets a disabled account in again.
  public func enableStaff(_ name: String) async throws(StoreFailure) -> StaffAccount {
    try await one("staff enable", "SELECT \(StaffAccount.columns) FROM review.staff_enable($1)", [name]) {
      try StaffAccount($0)
    }
  }

  /// Sets a password: one's own, or of somebody whom one manages.
  public func setPassword(of name: String, to password: String) async throws(StoreFailure) {
    let verifier = try await verifier(name, password)
    _ = try await query("password", "SELECT review.staff_password($1, $2)", [name, verifier]) { _ in true }
  }

  private func verifier(_ name: String, _ password: String) async throws(StoreFailure) -> String {
    do { return try await connection.encryptPassword(user: name, password: password) } catch {
      throw StoreFailure(error)
    }
  }
}
