import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Who sees which rows where there is something on both sides of the border: below a manager and beside, one's own and a colleague's.
@Suite struct SQLDoorsTests {
  /// What may be counted without a ticket, of applications with one submission, decision, reason and message.
  static let reads = [
    ("applications", "SELECT count(*) FROM review.numbers_like('-')"),
    ("standings", "SELECT coalesce(sum(applications), 0)::int FROM review.figures_standings(NULL, NULL, NULL)"),
    (
      "submissions",
      "SELECT count(h)::int FROM review.numbers_like('-') AS n CROSS JOIN LATERAL review.submission_hash(n) AS h"
    ),
    ("decisions", "SELECT coalesce(sum(decisions), 0)::int FROM review.figures_workload(NULL, NULL, NULL, NULL)"),
    ("reasons", "SELECT coalesce(sum(times), 0)::int FROM review.figures_returns(NULL, NULL, NULL)"),
    (
      "messages",
      "SELECT coalesce(sum(messages), 0)::int FROM review.figures_notifications(NULL, NULL, NULL) WHERE no_department = 0"
    ),
  ]

  @Test("a manager sees the subtree and nothing beside or above it, by every function")
  func subtree() async throws {
    try await World.with { world in
      let chief = try await world.connect(.chief)
      var numbers: [String] = []
      for (person, department) in [(1, "330102"), (2, "330106"), (3, "330000")] {
        let a = try await world.submit(person, department: department)
        numbers.append(a.number)
        _ = try await chief.query("SELECT review.application_note($1, 'x')", [a.number])
        _ = try await chief.decide(
          SQLDecisionTests.return, [a.number, 1, a.hash, #"[{"code": "T01"}]"#, nil, UUID()])
      }
      for (person, seen) in [(World.Person.reviewer, 1), (.manager, 2), (.chief, 3), (.stranger, 0)] {
        let connection = try await world.connect(person)
        for (what, sql) in Self.reads {
          #expect(try await connection.count(sql) == seen, "\(person) \(what)")
        }
        var entries = 0
        for number in numbers where try await connection.ticket("history", #"{"number": "\#(number)"}"#).refused == nil
        {
          // The looks for history are entries, too.
          entries += try await world.owner.count(
            "SELECT count(*) FROM review.event e JOIN review.application a ON a.id = e.application_id WHERE a.number = $1 AND e.action <> 'history_read'",
            [number])
        }
        #expect(entries == 5 * seen, "\(person)")
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
        for (what, sql) in Self.reads {
          // The return and the taking back are messages of the bureau; of the transfer tells the new one.
          let further = ["decisions": 1, "reasons": 1, "messages": 2][what] ?? 0
          #expect(try await connection.count(sql) == below + further, "\(what)")
        }
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
        if person != .administrator {
          _ = try await connection.query("SELECT review.export_begin('stats', '[{}]')")
        }
        connections[person] = connection
      }
      let seen = "SELECT count(*)::int FROM review.export_list()"
      for (person, expected) in [
        (World.Person.reviewer, 1), (.colleague, 1), (.neighbour, 1), (.manager, 4), (.chief, 5),
        (.administrator, 5),
      ] {
        #expect(try await connections[person]?.count(seen) == expected, "\(person)")
      }
      #expect(
        try await connections[.reviewer]?.text("SELECT actor FROM review.export_list()") == world.name(.reviewer))
      for person in [World.Person.administrator, .reviewer, .manager] {
        _ = try await world.owner.query("SELECT review.staff_disable($1)", [world.name(person)])
        let connection = try #require(connections[person])
        for read in [
          seen, "SELECT count(*)::int FROM review.staff", "SELECT count(*)::int FROM review.audit()",
          "SELECT count(*)::int FROM review.queue()",
        ] {
          await #expect(throws: DatabaseError.self, "\(person) \(read)") { try await connection.query(read) }
        }
      }
      #expect(try await connections[.chief]?.count("SELECT count(*)::int FROM review.staff") == 9)
    }
  }
}
