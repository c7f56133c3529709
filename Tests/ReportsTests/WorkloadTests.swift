import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

@Suite struct WorkloadTests {
  @Test func figuresEqualSQLWrittenIndependently() async throws {
    try await World.with { world in
      let owner = world.owner
      try await world.load(2000)
      let today = Day(of: Date())
      for (person, filters) in [
        (World.Person.chief, ReportFilters()), (World.Person.reviewer, ReportFilters()),
        (
          World.Person.chief,
          ReportFilters(
            department: "330100", period: try Period(from: today.adding(days: -50), to: today), reviewer: "reviewer.2")
        ),
      ] {
        let connection = try await world.connect(person)
        let data = try await Report.workload.compute(on: connection, filters: filters)
        try await check(data, owner: owner, top: filters.department ?? person.department ?? "", filters)
        await connection.close()
      }
    }
  }

  private func check(_ data: ReportData, owner: Connection, top: String, _ filters: ReportFilters) async throws {
    let actions = """
      SELECT d.*, to_char(d.decided_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day FROM review.decision d
      WHERE \(PlainSQL.subtree("d.department_code", top)) AND \(PlainSQL.within("d.decided_at", filters.period))
        AND d.decided_by = \(filters.reviewer.map { "'\($0)'" } ?? "d.decided_by")
      """
    let figures = """
      count(*) AS n, sum((outcome = 'approved')::int) AS approved, sum((outcome = 'returned' AND revision = 1)::int) AS first_returned,
      avg(revision) FILTER (WHERE outcome = 'approved')::float8 AS rounds, count(DISTINCT decided_by || day) AS shifts
      """
    let workload = try #require(data.table("workload"))
    for (table, key) in [
      ("workload", "department_code"), ("reviewers", "decided_by || '@' || department_code"), ("workload", "'total'"),
      ("reviewers", "'total'"), ("dates", "'total'"),
    ] {
      let table = try #require(data.table(table))
      let rows = try await owner.query("SELECT \(key) AS key, \(figures) FROM (\(actions)) d GROUP BY 1")
      for row in rows {
        let key: String = try row.decode("key")
        for (column, name) in [
          ("decisions", "n"), ("approved", "approved"), ("first_returned", "first_returned"), ("shifts", "shifts"),
        ] {
          #expect(table.value(column, of: key) == .count(try row.decode(name)), "\(table.id) \(key) \(column)")
        }
        let rounds = try row.decode("rounds", as: Double?.self)
        #expect(abs((table.value("rounds", of: key).number ?? 0) - (rounds ?? 0)) < 1e-9, "\(table.id) \(key)")
      }
    }
    // How long each takes, decision by decision.
    let reviewers = try #require(data.table("reviewers"))
    let taken = """
      SELECT d.decided_by, d.department_code, \(PlainSQL.day("d.decided_at")) > s.due AS late,
        \(PlainSQL.workingDays(PlainSQL.day("s.begun"), PlainSQL.day("d.decided_at"))) AS days
      FROM (\(actions)) d CROSS JOIN LATERAL (
        SELECT max(e.at) AS begun, max(e.detail ->> 'due_on')::date AS due FROM review.event e
        WHERE e.application_id = d.application_id AND e.revision = d.revision AND e.action IN ('submitted', 'reopened')
          AND e.at <= d.decided_at) AS s
      """
    for key in ["decided_by || '@' || department_code", "'total'"] {
      for row in try await owner.query(
        """
        SELECT \(key) AS key, sum(late::int) AS late, avg(days)::float8 AS mean
        FROM (\(taken)) t GROUP BY 1
        """)
      {
        let key: String = try row.decode("key")
        #expect(reviewers.value("late", of: key) == .count(try row.decode("late")), "\(key)")
        #expect(abs((reviewers.value("review_mean", of: key).number ?? -1) - (try row.decode("mean"))) < 1e-9, "\(key)")
      }
    }
    #expect(
      data.table("reviewers")?.rows.count == 1
        + (try await owner.query(
          "SELECT DISTINCT decided_by, department_code FROM (\(actions)) d"
        ).count))
    // Each reviewer's day, for the last 14 on which there was something.
    let daily = try #require(data.table("daily"))
    for row in try await owner.query(
      """
      SELECT decided_by || '@' || department_code AS key, day, count(*) AS n FROM (\(actions)) d
      WHERE day IN (SELECT DISTINCT day FROM (\(actions)) x ORDER BY 1 DESC LIMIT 14) GROUP BY 1, 2
      """)
    {
      #expect(daily.value(try row.decode("day"), of: try row.decode("key")) == .count(try row.decode("n")))
    }
    #expect(workload.total != nil)
  }

  @Test func spans() throws {
    let first = try #require(Day(iso: "2026-01-01"))
    #expect(TimeSpan(from: first, to: first.adding(days: 61)) == .day)
    #expect(TimeSpan(from: first, to: first.adding(days: 62)) == .week)
    #expect(TimeSpan(from: first, to: first.adding(days: 500)) == .month)
    #expect(TimeSpan.month.all(from: first, to: first.adding(days: 31)).map(\.iso) == ["2026-01-01", "2026-02-01"])
    #expect(TimeSpan.week.all(from: first, to: first.adding(days: 4)).map(\.iso) == ["2025-12-29", "2026-01-05"])
  }
}
