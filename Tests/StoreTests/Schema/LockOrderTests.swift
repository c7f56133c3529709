import PostgreSQL
import TestSupport
import Testing

@testable import Store

/// A migration among people who work, and ending the session of somebody who does not.
@Suite struct LockOrderTests {
  /// Both lock every table for a moment, and neither ends anybody's work: they give way before the server looks for deadlocks.
  @Test func whoeverWorksMeanwhileIsNotHurt() async throws {
    try await World.with { world in
      for person in 1...6 { try await world.submit(person) }
      let migrator = try Migrator(reference: ReferenceData.bundled)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for person in [World.Person.reviewer, .colleague, .manager] {
          group.addTask {
            let connection = try await world.connect(person)
            for _ in 1...60 {
              let taken = try await connection.text("SELECT number FROM review.application_next()")
              if let taken { try await connection.query("SELECT review.application_release($1)", [taken]) }
            }
          }
        }
        group.addTask {
          let connection = try await world.database.connect()
          for turn in 1...6 {
            while true {
              do {
                if turn.isMultiple(of: 2) {
                  #expect(try await migrator.validate(connection) == Migrator.Validation())
                } else {
                  _ = try await migrator.migrate(connection, repairs: true)
                }
                break
              } catch MigrationFailure.locked { continue }
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  /// Otherwise it could be in a circle of waiters, and the server would end somebody's work.
  @Test func aMigrationThatWaitsForATableHoldsNone() async throws {
    try await TestServer.shared.withDatabase { database in
      let (connection, watcher) = (try await database.connect(), try await database.connect())
      let reader = try await database.connect()
      try await reader.script("BEGIN; SELECT count(*) FROM review.staff")
      let process = Int(await connection.backendProcess)
      let migrator = try Migrator(reference: ReferenceData.bundled)
      async let outcome: MigrationFailure? = {
        do throws(MigrationFailure) {
          _ = try await migrator.migrate(connection, repairs: true)
          return nil
        } catch { return error }
      }()
      let seen = try await soon {
        let row = try await watcher.query(
          """
          SELECT count(*) FILTER (WHERE NOT l.granted) AS waits, count(*) FILTER (WHERE l.granted) AS holds FROM pg_locks l
          WHERE l.pid = $1 AND l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
          """, [process])[0]
        let (waits, holds): (Int, Int) = (try row.decode("waits"), try row.decode("holds"))
        guard waits > 0 else { return false }
        #expect(holds == 0)
        // What it does not wait for is there for everybody.
        try await reader.query("SELECT count(*) FROM review.application")
        return true
      }
      #expect(seen)
      guard case .locked? = await outcome else {
        Issue.record("the table was had")
        return
      }
      await reader.close()
      await watcher.close()
      await connection.close()
    }
  }

  private func holder(_ connection: Connection, _ migrator: Migrator) async throws -> LockHolder {
    do throws(MigrationFailure) { _ = try await migrator.migrate(connection, repairs: true) } catch {
      guard case .locked(let holders) = error else { throw error }
      return try #require(holders.first)
    }
    throw MigrationFailure.locked(by: [])
  }

  /// Being one of the role already, by somebody's grant, the owner stays it.
  @Test func aMembershipThatStoodBeforeStays() async throws {
    try await World.with { world in
      let (database, name) = (world.database, world.name(.reviewer))
      try await world.owner.script("GRANT \"\(name)\" TO CURRENT_USER")
      let session = try await database.connect(as: name)
      try await session.query("SELECT pg_advisory_lock(738439)")
      let connection = try await database.connect()
      let first = try await holder(connection, try Migrator(reference: ReferenceData.bundled))
      try await first.end(connection)
      #expect(try await soon { await !session.isAlive })
      #expect(try await connection.text("SELECT pg_has_role($1, 'USAGE')::text", [name]) == "true")
      // Whoever comes later is not ended for it.
      let next = try await database.connect(as: name)
      try await first.end(connection)
      #expect(try await next.count("SELECT 1") == 1)
    }
  }

  /// Who is a member of the owner cannot be one that the owner is; that is said, and nothing is left of the attempt.
  @Test func aMemberOfTheOwnerIsNotEnded() async throws {
    try await World.with { world in
      guard let superuser = try await world.database.connectAsSuperuser() else { return }
      let (database, name) = (world.database, world.name(.reviewer))
      let owner = try await world.owner.text("SELECT current_user::regrole::text") ?? ""
      // From PostgreSQL 16 on, who made a role is one of it, and then it can't be one of his.
      try await superuser.script("REVOKE \"\(name)\" FROM \(owner); GRANT \(owner) TO \"\(name)\"")
      let session = try await database.connect(as: name)
      try await session.query("SELECT pg_advisory_lock(738439)")
      let connection = try await database.connect()
      let first = try await holder(connection, try Migrator(reference: ReferenceData.bundled))
      await #expect(throws: MigrationFailure.locked(by: [first])) { try await first.end(connection) }
      #expect(try await session.count("SELECT 1") == 1)
      #expect(try await connection.text("SELECT pg_has_role($1, $2, 'MEMBER')::text", [name, owner]) == "true")
      #expect(try await connection.text("SELECT pg_has_role($1, 'MEMBER')::text", [name]) == "false")
      try await superuser.script("REVOKE \(owner) FROM \"\(name)\"")
      await session.close()
      await superuser.close()
    }
  }
}
