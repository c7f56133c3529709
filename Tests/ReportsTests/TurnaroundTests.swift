import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

@Suite struct TurnaroundTests {
  @Test func figuresEqualSQLWrittenIndependently() async throws {
    try await World.with { world in
      let owner = world.owner
      try await world.load(1500)
      let today = Day(of: Date())
      for (person, filters) in [
        (World.Person.chief, ReportFilters()), (World.Person.manager, ReportFilters(reviewer: "reviewer.1")),
        (
          World.Person.chief,
          ReportFilters(
            department: "330100", period: try Period(from: today.adding(days: -90), to: today.adding(days: -20)))
        ),
      ] {
        let connection = try await world.connect(person)
        let data = try await Report.turnaround.compute(on: connection, filters: filters)
        try await check(data, owner: owner, top: filters.department ?? person.department ?? "", filters)
        await connection.close()
      }
    }
  }

  private func check(_ data: ReportData, owner: Connection, top: String, _ filters: ReportFilters) async throws {
    let by = filters.reviewer.map { "'\($0)'" } ?? "d.decided_by"
    let table = try #require(data.table("turnaround"))
    // Each decision with the working days from its beginning, one by one.
    let reviews = """
      SELECT d.department_code AS code, \(PlainSQL.workingDays(PlainSQL.day("s.begun"), PlainSQL.day("d.decided_at"))) AS days,
        \(PlainSQL.day("d.decided_at")) > s.due AS late, \(PlainSQL.day("d.decided_at")) < s.due AS early, to_char(\(PlainSQL.day("d.decided_at")), 'YYYY-MM-01') AS month
      FROM review.decision d CROSS JOIN LATERAL (
        SELECT greatest(u.submitted_at, (SELECT max(e.at) FROM review.event e WHERE e.action = 'reopened' AND
            e.application_id = d.application_id AND e.revision = d.revision AND e.at <= d.decided_at)) AS begun,
          (SELECT (e.detail ->> 'due_on')::date FROM review.event e WHERE e.action = 'submitted' AND
            e.application_id = d.application_id AND e.revision = d.revision) AS due
        FROM review.submission u WHERE u.application_id = d.application_id AND u.revision = d.revision) AS s
      WHERE \(PlainSQL.subtree("d.department_code", top)) AND \(PlainSQL.within("d.decided_at", filters.period)) AND d.decided_by = \(by)
      """
    let corrections = """
      SELECT d.department_code AS code, \(PlainSQL.day("s.submitted_at")) - \(PlainSQL.day("max(d.decided_at)")) AS days
      FROM review.submission s JOIN review.decision d ON d.application_id = s.application_id AND d.revision + 1 = s.revision
      WHERE d.outcome = 'returned' AND \(PlainSQL.within("s.submitted_at", filters.period)) AND d.decided_by = \(by)
        AND NOT EXISTS (SELECT FROM review.decision n WHERE n.application_id = d.application_id
          AND (n.decided_at, n.id) > (d.decided_at, d.id) AND n.decided_at <= s.submitted_at)
        AND EXISTS (SELECT FROM review.event e WHERE e.application_id = s.application_id
          AND e.revision = s.revision AND e.action = 'submitted' AND \(PlainSQL.subtree("e.department_code", top)))
      GROUP BY d.department_code, s.application_id, s.revision, s.submitted_at
      """
    let figures = """
      count(*) AS n, round(avg(days), 6)::float8 AS mean, percentile_disc(0.5) WITHIN GROUP (ORDER BY days) AS median,
      percentile_disc(0.9) WITHIN GROUP (ORDER BY days) AS p90, max(days) AS longest
      """
    let all = try await owner.query(
      """
      SELECT \(figures), count(*) FILTER (WHERE late) AS late, count(*) FILTER (WHERE early) AS early FROM (\(reviews)) r
      """)[0]
    #expect(table.value("early", of: "total") == .count(try all.decode("early")))
    let promise = try await owner.query(
      "SELECT (settings ->> 'working_days')::int FROM review.profile WHERE province = 'zhejiang' ORDER BY valid_from DESC LIMIT 1"
    )
    #expect(table.value("promise", of: "total") == .count(try promise[0].decode(0)))
    // The same bureaus in the order of their shares.
    let ranking = try #require(data.table("ranking"))
    let shares = ranking.rows.map { ranking.value("on_time_share", in: $0).share ?? -1 }
    #expect(shares == shares.sorted(by: >) && ranking.total == nil && shares.count > 1)
    for row in ranking.rows {
      #expect(ranking.value("late", in: row) == (data.table("turnaround_cities") ?? table).value("late", of: row.key))
    }
    #expect(table.value("decisions", of: "total") == .count(try all.decode("n")))
    #expect(table.value("late", of: "total") == .count(try all.decode("late")))
    #expect(abs((table.value("review_mean", of: "total").number ?? 0) - (try all.decode("mean"))) < 1e-5)
    for (column, name) in [("review_median", "median"), ("review_p90", "p90"), ("review_longest", "longest")] {
      #expect(table.value(column, of: "total") == .count(try all.decode(name)), "\(column)")
    }
    for row in try await owner.query("SELECT code, \(figures) FROM (\(reviews)) r GROUP BY code") {
      let code: String = try row.decode("code")
      #expect(table.value("decisions", of: code) == .count(try row.decode("n")), "\(code)")
      #expect(table.value("review_median", of: code) == .count(try row.decode("median")), "\(code)")
      #expect(table.value("review_p90", of: code) == .count(try row.decode("p90")), "\(code)")
    }
    let months = try #require(data.table("months"))
    for row in try await owner.query("SELECT month, \(figures) FROM (\(reviews)) r GROUP BY month") {
      let month: String = try row.decode("month")
      #expect(months.value("decisions", of: month) == .count(try row.decode("n")), "\(month)")
      #expect(months.value("review_median", of: month) == .count(try row.decode("median")), "\(month)")
    }
    let again = try await owner.query("SELECT \(figures) FROM (\(corrections)) c")[0]
    #expect(table.value("corrections", of: "total") == .count(try again.decode("n")))
    #expect(
      table.value("correction_median", of: "total") == .whole(try again.decode("median", as: Int?.self)))
    let whole = try await owner.query(
      """
      SELECT \(figures) FROM (SELECT \(PlainSQL.day("a.approved_at")) - \(PlainSQL.day("a.first_submitted_at")) AS days
        FROM review.application a WHERE a.state = 'approved' AND \(PlainSQL.subtree("a.department_code", top))
          AND \(PlainSQL.within("a.approved_at", filters.period)) AND a.decided_by = \(by.replacing("d.", with: "a."))) w
      """)[0]
    #expect(table.value("approvals", of: "total") == .count(try whole.decode("n")))
    #expect(table.value("whole_p90", of: "total") == .whole(try whole.decode("p90", as: Int?.self)))
    #expect(
      data.table("distribution")?.value("decisions", of: "total") == table.value("decisions", of: "total"))
  }

  @Test func percentiles() {
    var times = Durations()
    #expect(times.percentile(0.5) == nil && times.mean == nil && times.longest == nil)
    for days in 1...10 { times.add(days, times: 1) }
    #expect(times.percentile(0.5) == 5)
    #expect(times.percentile(0.9) == 9)
    #expect(times.percentile(0.91) == 10)
    #expect(times.percentile(1) == 10)
    #expect(times.within(3...4) == 2)
    #expect((times + times).count == 20)
  }
}
