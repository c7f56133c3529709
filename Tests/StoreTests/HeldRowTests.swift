import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

/// One colleague who leaves a transaction open stops nobody for long.
@Suite(.timeLimit(.minutes(30)))
struct HeldRowTests {
  /// Whoever claims the case is refused, and told who holds it.
  private static func expectHeld(_ number: String, by holder: String, for connection: Connection) async throws {
    let error = await #expect(throws: DatabaseError.self) {
      try await connection.query("SELECT review.application_claim($1)", [number])
    }
    let refusal = try #require(error.flatMap(Refusal.init))
    #expect(refusal.word == .rowHeld && refusal["holder"] == holder)
  }

  @Test("whoever wants a case that an idle transaction holds is told who holds it, whatever the session has set")
  func held() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let idle = try await world.connect(.reviewer)
      try await idle.script("BEGIN; SELECT review.application_claim('\(a.number)')")
      for person in [World.Person.colleague, .manager] {
        try await world.with(person) { connection in
          try await connection.script("SET lock_timeout = 0; SET statement_timeout = 0")
          try await Self.expectHeld(a.number, by: world.name(.reviewer), for: connection)
          // What waits for nobody goes on.
          #expect(try await connection.text("SELECT current_setting('lock_timeout')") == "0")
        }
      }
      try await idle.script("COMMIT")
      try await world.with(.colleague) { colleague in
        let word = try await refusal(colleague, "SELECT review.application_claim($1)", [a.number])
        #expect(word == "RC410 lease_held")
      }
      await idle.close()
    }
  }

  @Test("whoever holds a row behind a savepoint that is over is named, too")
  func behindSavepoint() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      let (idle, elsewhere) = (try await world.connect(.reviewer), try await world.connect(.neighbour))
      // A transaction that has nothing to do with it is not taken for it.
      try await elsewhere.script("BEGIN; SELECT pg_current_xact_id()")
      try await idle.script("BEGIN; SAVEPOINT s; SELECT review.application_claim('\(a.number)'); RELEASE SAVEPOINT s")
      try await world.with(.colleague) { colleague in
        try await Self.expectHeld(a.number, by: world.name(.reviewer), for: colleague)
      }
      for connection in [idle, elsewhere] { await connection.close() }
    }
  }

  @Test("whoever holds a row as somebody that the owner may not become is named, only not since when")
  func heldAbove() async throws {
    try await World.with { world in
      let a = try await world.submit(1)
      guard let superuser = try await world.database.connectAsSuperuser() else { return }
      try await superuser.script("BEGIN; SELECT FROM review.application FOR UPDATE")
      try await world.with(.colleague) { colleague in
        try await Self.expectHeld(a.number, by: "postgres", for: colleague)
      }
      await superuser.close()
    }
  }

  @Test("whoever changes a password while another session is at that login is told so")
  func loginHeld() async throws {
    try await World.with { world in
      let name = world.name(.reviewer)
      let verifier = try await world.verifier(name)
      try await world.with(.reviewer) { reviewer in
        try await world.owner.script("BEGIN; ALTER ROLE \"\(name)\" CONNECTION LIMIT 9")
        let word = try await refusal(reviewer, "SELECT review.staff_password($1, $2)", [name, verifier])
        #expect(word == "RC413 row_held")
        try await world.owner.script("ROLLBACK")
      }
    }
  }

  @Test("a sweep ends who has left a transaction with a row alone for five minutes, and nobody else")
  func swept() async throws {
    try await World.with { world in
      let (a, b) = (try await world.submit(1), try await world.submit(2))
      let (idle, own) = (try await world.connect(.reviewer), try await world.connect(.manager))
      for (connection, number) in [(idle, a.number), (own, b.number)] {
        try await connection.script(
          "SET idle_in_transaction_session_timeout = 0; BEGIN; SELECT review.application_claim('\(number)')")
      }
      try await world.with(.manager) { manager in
        let ended = try await manager.count("SELECT review.idle_sweep()")
        #expect(ended == 0)
      }
      // As if five minutes had gone by.
      let body: String = try #require(
        try await world.owner.text("SELECT pg_get_functiondef('review.idle_sweep'::regproc)"))
      try await world.owner.script(body.replacing("interval '5 minutes'", with: "interval '0 minutes'"))
      try await world.with(.manager) { manager in
        let ended = try await manager.count("SELECT review.idle_sweep()")
        #expect(ended == 1)
      }
      await #expect(throws: DatabaseError.self) { try await idle.script("COMMIT") }
      // Whoever sweeps has nothing of his own swept away.
      try await own.script("COMMIT")
      await own.close()
      #expect(
        try await world.owner.text(
          "SELECT concat_ws(' ', actor, subject, detail ->> 'sessions') FROM review.event WHERE action = 'sessions_ended'"
        )
          == "\(world.name(.manager)) \(world.name(.reviewer)) 1")
      // Nobody keeps what he became for a moment.
      #expect(
        try await world.owner.text("SELECT pg_has_role($1, 'USAGE')::text", [world.name(.reviewer)]) == "false")
      await idle.close()
      try await world.with(.helpdesk) { helpdesk in
        let word = try await refusal(helpdesk, "SELECT review.idle_sweep()")
        #expect(word == "42501")
      }
    }
  }

  @Test("limits that somebody else is just setting stay as he sets them, and stop nobody")
  func limitsHeld() async throws {
    try await World.with { world in
      let name = world.name(.reviewer)
      let other = try await world.database.connect()
      let waiting = try await other.count("SELECT pg_backend_pid()")
      try await world.owner.script(
        "BEGIN; ALTER ROLE \"\(name)\" IN DATABASE \(world.database.name) SET lock_timeout = '9s'")
      // Whoever has no patience leaves them as they are, too.
      try await other.script("SET lock_timeout = '50ms'; SELECT review.role_limits('\(name)'); RESET lock_timeout")
      async let done: Void = { _ = try await other.query("SELECT review.role_limits($1)", [name]) }()
      let isWaiting = try await soon {
        try await world.owner.count("SELECT cardinality(pg_blocking_pids($1::integer))", [waiting]) == 1
      }
      #expect(isWaiting)
      try await world.owner.script("COMMIT")
      try await done
      try await world.with(.reviewer) { reviewer in
        let patience = try await reviewer.text("SELECT current_setting('lock_timeout')")
        #expect(patience == "9s")
      }
      await other.close()
    }
  }

  @Test("every login begins with limits, and has no tables of its own")
  func limits() async throws {
    try await World.with { world in
      for person in World.Person.allCases {
        try await world.with(person) { connection in
          let limits = try await connection.text(
            "SELECT concat_ws(' ', current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout'), current_setting('statement_timeout'))"
          )
          #expect(limits == (person == .intake ? "2s 5min 20s" : "15s 5min 0"), "\(person)")
        }
      }
    }
  }
}
