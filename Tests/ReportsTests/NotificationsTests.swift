import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

@Suite struct NotificationsTests {
  @Test func figuresEqualSQLWrittenIndependently() async throws {
    try await World.with { world in
      let owner = world.owner
      try await world.load(1500)
      let today = Day(of: Date())
      for (person, period) in [
        (World.Person.chief, nil), (World.Person.reviewer, nil),
        (World.Person.chief, try Period(from: today.adding(days: -40), to: today.adding(days: -3))),
      ] {
        let connection = try await world.connect(person)
        let data = try await Report.notifications.compute(on: connection, filters: ReportFilters(period: period))
        try await check(data, owner: owner, top: person.department ?? "", period)
        await connection.close()
      }
    }
  }

  private func check(_ data: ReportData, owner: Connection, top: String, _ period: Period?) async throws {
    for (id, key) in [
      ("events", "event"), ("channels", "channel"), ("notifications", "department_code"), ("events", "'total'"),
      ("dates", "to_char(created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')"), ("notifications", "'total'"),
    ] {
      let table = try #require(data.table(id))
      if id == "dates", table.columns[1].title.zh != "日期" { continue }
      for row in try await owner.query(
        """
        SELECT \(key)::text AS key, count(*) AS n, count(*) FILTER (WHERE state = 'failed') AS failed,
          count(delivered_at) AS delivered, avg(attempts)::float8 AS tries,
          percentile_disc(0.9) WITHIN GROUP (ORDER BY 1 + extract(epoch FROM delivered_at - created_at)::integer / 60) AS p90
        FROM review.notification WHERE \(PlainSQL.subtree("department_code", top)) AND \(PlainSQL.within("created_at", period)) GROUP BY 1
        """)
      {
        let key: String = try row.decode("key")
        #expect(table.value("messages", of: key) == .count(try row.decode("n")), "\(id) \(key)")
        #expect(table.value("failed", of: key) == .count(try row.decode("failed")), "\(id) \(key)")
        #expect(table.value("delivered", of: key) == .count(try row.decode("delivered")), "\(id) \(key)")
        #expect(table.value("p90", of: key) == .whole(try row.decode("p90", as: Int?.self)), "\(id) \(key)")
        #expect(abs((table.value("tries", of: key).number ?? -1) - (try row.decode("tries"))) < 1e-9, "\(id) \(key)")
      }
    }
  }
}
