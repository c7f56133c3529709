import Domain
import PostgreSQL
import Store

extension ConsoleContext {
  /// Reads from the database; after a lost connection it is simply read again.
  func read<Result: Sendable>(_ work: @Sendable (ReviewStore) async throws -> Result) async throws -> Result {
    try await workplace.perform(repeatable: true, work)
  }

  /// Changes something. What is safe to do twice (a decision with its key, a claim) says so and survives a lost
  /// connection; anything else is reported, and the person decides.
  func change<Result: Sendable>(
    repeatable: Bool, _ work: @Sendable (ReviewStore) async throws -> Result
  ) async throws -> Result {
    try await workplace.perform(repeatable: repeatable, work)
  }

  /// Who is logged in, for a command that only staff can use.
  func me() async throws -> StaffMember {
    guard let me = try await workplace.me() else { throw ConsoleFailure.notStaff(user: workplace.user) }
    return me
  }

  /// The day in China.
  var today: Day { Day(of: now()) }
}

/// Names of bureaus as people say them.
enum DepartmentName {
  /// 上城区财政局; the code where it is not known.
  static func short(_ code: String) -> String { Departments.bundled[code]?.name ?? code }

  /// 浙江省杭州市上城区财政局; the code where it is not known.
  static func full(_ code: String) -> String { Departments.bundled[code]?.fullName ?? code }
}
