import Domain
import PostgreSQL
import Store

extension ConsoleContext {
  /// Reads from the database; after a lost connection it is simply read again.
  func read<Result: Sendable>(_ work: @Sendable (ReviewStore) async throws -> Result) async throws -> Result {
    try await database.perform(repeatable: true, work)
  }

  /// Changes something. What is safe to do twice (a decision with its key, a claim) says so and survives a lost
  /// connection; anything else is reported, and the person decides.
  func change<Result: Sendable>(
    repeatable: Bool, _ work: @Sendable (ReviewStore) async throws -> Result
  ) async throws -> Result {
    try await database.perform(repeatable: repeatable, work)
  }

  /// Works over a connection of the database's owner, which is closed then.
  func asOwner<Result>(prepared: Bool = true, _ work: (Connection) async throws -> Result) async throws -> Result {
    let connection = try await database.ownerConnection(prepared: prepared)
    do {
      let result = try await work(connection)
      await connection.close()
      return result
    } catch {
      await connection.close()
      throw error
    }
  }

  /// What no login of the staff may do. Over a connection of the database's owner, too.
  ///
  /// - Parameter action: what it is called where somebody else is refused.
  func asOwnerAlone<Result>(_ action: String, _ work: (ReviewStore) async throws -> Result) async throws -> Result {
    do {
      return try await asOwner { try await work(ReviewStore(connection: $0)) }
    } catch StoreFailure.database(let cause) where cause.sqlState == SQLState.insufficientPrivilege {
      throw StoreFailure.refused(Refusal(.notPermitted, ["action": .string(action)]))
    }
  }

  /// Who is logged in, for a command that only staff can use.
  func me() async throws -> StaffMember {
    guard let me = try await database.me() else { throw ConsoleFailure.notStaff(user: database.user) }
    return me
  }

  /// The day in China by the database's clock, from which words like 本月 count.
  func databaseDay() async throws -> Day { try await read { try await $0.calendar() }.today }

  /// The day in China by the clock of this machine.
  var today: Day { Day(of: now()) }
}
