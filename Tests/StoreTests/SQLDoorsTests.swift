import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Who sees which rows where there is something on both sides of the border: below a manager and beside, one's own and a colleague's.
@Suite struct SQLDoorsTests {
  @Test("a manager sees the subtree and nothing beside or above it, in every table")
  func subtree() async throws {
    try await World.with { world in
      let chief = try await world.connect(.chief)
      for (person, department) in [(1, "330102"), (2, "330106"), (3, "330000")] {
        let a = try await world.submit(person, department: department)
        _ = try await chief.query("SELECT review.application_note($1, 'x')", [a.number])
        _ = try await chief.decide(
          SQLDecisionTests.return, [a.number, 1, a.hash, #"[{"code": "T01"}]"#, nil, UUID()])
      }
      try await world.owner.script(
        "INSERT INTO review.notification_attempt (notification_id, attempt, outcome) SELECT id, 1, 'sent' FROM review.notification"
      )
      let tables = [
        "application", "submission", "attachment", "decision", "decision_reason", "note", "notification",
        "notification_attempt",
      ]
      for (person, seen) in [(World.Person.reviewer, 1), (.manager, 2), (.chief, 3), (.stranger, 0)] {
        let connection = try await world.connect(person)
        for table in tables {
          #expect(
            try await connection.count("SELECT count(*)::int FROM review.\(table)") == seen, "\(person) \(table)")
        }
        #expect(
          try await connection.count("SELECT count(*)::int FROM review.event WHERE application_id IS NOT NULL")
            == 5 * seen, "\(person)")
        #expect(try await connection.count("SELECT count(*)::int FROM review.queue()") == 0)
        await connection.close()
      }
      // What a bureau did stays visible to it when the application has gone; what others do then is not.
      let manager = try await world.connect(.manager)
      let number = try #require(
        try await world.owner.text("SELECT number FROM review.application WHERE department_code = '330106'"))
      _ = try await chief.query("SELECT review.application_reopen($1, 'x')", [number])
      _ = try await chief.query("SELECT review.application_transfer($1, '330000', 'x')", [number])
      let neighbour = try await world.connect(.neighbour)
      for connection in [manager, neighbour] {
        let below = connection === manager ? 1 : 0
        for table in ["application", "submission", "attachment", "note"] {
          #expect(try await connection.count("SELECT count(*)::int FROM review.\(table)") == below, "\(table)")
        }
        for table in ["decision", "decision_reason"] {
          #expect(try await connection.count("SELECT count(*)::int FROM review.\(table)") == below + 1, "\(table)")
        }
        // The return and the taking back; of the transfer tells the new bureau.
        #expect(try await connection.count("SELECT count(*)::int FROM review.notification") == below + 2)
      }
    }
  }

  @Test("exports: one's own, a manager's those below, all for the auditor; nothing for who was disabled meanwhile")
  func exports() async throws {
    try await World.with { world in
      let people: [World.Person] = [.reviewer, .colleague, .neighbour, .manager, .chief, .administrator]
      var connections: [World.Person: Connection] = [:]
      for person in people {
        let connection = try await world.connect(person)
        _ = try await connection.query("SELECT review.export_begin('stats', '[{}]')")
        connections[person] = connection
      }
      let seen = "SELECT count(*)::int FROM review.export_record"
      for (person, expected) in [
        (World.Person.reviewer, 1), (.colleague, 1), (.neighbour, 1), (.manager, 4), (.chief, 5),
        (.administrator, 6),
      ] {
        #expect(try await connections[person]?.count(seen) == expected, "\(person)")
      }
      #expect(
        try await connections[.reviewer]?.text("SELECT actor FROM review.export_record") == world.name(.reviewer))
      for person in [World.Person.administrator, .reviewer, .manager] {
        _ = try await world.owner.query("SELECT review.staff_disable($1)", [world.name(person)])
        let connection = try #require(connections[person])
        for read in [
          seen, "SELECT count(*)::int FROM review.staff", "SELECT count(id)::int FROM review.event",
        ] {
          await #expect(throws: DatabaseError.self, "\(person) \(read)") { try await connection.query(read) }
        }
      }
      #expect(try await connections[.chief]?.count("SELECT count(*)::int FROM review.staff") == 9)
    }
  }
}
