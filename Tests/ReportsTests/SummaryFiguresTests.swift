import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

@Suite struct SummaryFiguresTests {
  /// Each figure of each table against a statement of another shape, for a province, a city, a county and a reviewer,
  /// without and with a period.
  @Test func figuresEqualSQLWrittenIndependently() async throws {
    try await World.with { world in
      let owner = world.owner
      try await world.load(4000)
      let today = Day(of: Date())
      let quarter = try Period(from: today.adding(days: -90), to: today.adding(days: -3))
      for (person, department) in [
        (World.Person.chief, nil), (World.Person.chief, "330100"), (World.Person.manager, nil),
        (World.Person.manager, "330102"), (World.Person.reviewer, nil),
      ] {
        let connection = try await world.connect(person)
        for period in [
          nil, quarter, try Period(from: nil, to: today.adding(days: -30)), try Period(from: today, to: nil),
        ] {
          let data = try await Report.summary.compute(
            on: connection, filters: ReportFilters(department: department, period: period))
          let top = department ?? person.department ?? ""
          try await check(data, owner: owner, top: top, from: period?.from, to: period?.to)
        }
        await connection.close()
      }
    }
  }

  private func check(_ data: ReportData, owner: Connection, top: String, from: Day?, to: Day?) async throws {
    // A period as the days themselves, compared as text.
    let inPeriod = { (column: String) in
      "to_char(\(column) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') BETWEEN '\(from?.iso ?? "0")' AND '\(to?.iso ?? "9")'"
    }
    let mine =
      "d.code IN (WITH RECURSIVE t AS (SELECT code FROM review.department WHERE code = '\(top)' UNION ALL "
      + "SELECT c.code FROM review.department c JOIN t ON c.parent_code = t.code) SELECT code FROM t)"
    let departments = try #require(data.table("departments"))
    let backlog = try #require(data.table("backlog"))

    let expected = try await owner.query(
      """
      SELECT d.code,
        sum((a.state = 'submitted' OR (a.state = 'in_review' AND NOT a.lease_expires_at > now()))::int) AS submitted,
        sum((a.state = 'in_review' AND a.lease_expires_at > now())::int) AS in_review,
        sum((a.state = 'approved')::int) AS approved, sum((a.state = 'returned')::int) AS returned,
        sum((a.state IN ('submitted', 'in_review') AND a.due_on < (now() AT TIME ZONE 'Asia/Shanghai')::date)::int) AS overdue,
        sum((a.state IN ('submitted', 'in_review') AND a.due_on = (now() AT TIME ZONE 'Asia/Shanghai')::date)::int) AS due_today,
        min(CASE WHEN a.state IN ('submitted', 'in_review') THEN (a.submitted_at AT TIME ZONE 'Asia/Shanghai')::date END)::text AS oldest
      FROM review.department d LEFT JOIN review.application a ON a.department_code = d.code AND \(inPeriod("a.submitted_at"))
      WHERE \(mine) GROUP BY d.code
      """)
    #expect(departments.rows.count { $0.kind == .detail } == expected.count)
    var total = 0
    for row in expected {
      let code: String = try row.decode("code")
      for column in ["submitted", "in_review", "approved", "returned"] {
        let count = try row.decode(column, as: Int?.self) ?? 0
        total += count
        #expect(departments.value(column, of: code) == .count(count), "\(code) \(column)")
      }
      for column in ["overdue", "due_today"] {
        let count = try row.decode(column, as: Int?.self) ?? 0
        #expect(backlog.value(column, of: code) == .count(count), "\(code) \(column)")
      }
      let oldest = try row.decode("oldest", as: String?.self).flatMap(Day.init(iso:))
      #expect(backlog.value("oldest", of: code).day == oldest, "\(code) oldest")
    }
    #expect(departments.value("total", of: "total") == .count(total))
    if let cities = data.table("cities") { #expect(cities.value("total", of: "total") == .count(total)) }
    #expect(data.table("revisions")?.value("total", of: "total") == .count(total))

    // Ages day by day: working days after the submission's own, up to today.
    let ages = try await owner.query(
      """
      SELECT d.code, age, count(*) AS n FROM review.department d JOIN review.application a ON a.department_code = d.code
        CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE review.is_working_day(day::date)) AS age
          FROM generate_series((a.submitted_at AT TIME ZONE 'Asia/Shanghai')::date + 1,
            (now() AT TIME ZONE 'Asia/Shanghai')::date, interval '1 day') AS day) AS x
      WHERE \(mine) AND a.state IN ('submitted', 'in_review') AND \(inPeriod("a.submitted_at")) GROUP BY 1, 2
      """)
    var buckets: [String: [String: Int]] = [:]
    for row in ages {
      let age: Int = try row.decode("age")
      let bucket =
        age <= 1 ? "days_0_1" : age <= 3 ? "days_2_3" : age <= 5 ? "days_4_5" : age <= 10 ? "days_6_10" : "days_over_10"
      buckets[try row.decode("code"), default: [:]][bucket, default: 0] += try row.decode("n", as: Int.self)
    }
    for row in backlog.rows where row.kind == .detail {
      for bucket in BacklogAges.Bucket.allCases {
        #expect(
          backlog.value(bucket.rawValue, in: row) == .count(buckets[row.key]?[bucket.rawValue] ?? 0),
          "\(row.key) \(bucket)")
      }
    }

    let reasons = try #require(data.table("reasons"))
    let wanted = try await owner.query(
      """
      SELECT r.code, count(*) AS n FROM review.decision_reason r, review.decision x, review.department d
      WHERE x.id = r.decision_id AND d.code = x.department_code AND \(mine) AND \(inPeriod("x.decided_at")) GROUP BY 1
      """)
    #expect(reasons.rows.count == wanted.count + 1)
    var times = 0
    for row in wanted {
      times += try row.decode("n", as: Int.self)
      #expect(reasons.value("times", of: try row.decode("code")) == .count(try row.decode("n")))
    }
    #expect(reasons.value("times", of: "total") == .count(times))
    let frequencies = reasons.rows.compactMap { $0.kind == .detail ? reasons.value("times", in: $0).count : nil }
    #expect(frequencies == frequencies.sorted(by: >))
    if let last = reasons.rows.dropLast().last { #expect(reasons.value("running", in: last).share == 1) }
  }

  @Test func figuresEqualTheQueueAtTheSameSnapshot() async throws {
    try await World.with { world in
      try await world.load(1500)
      let connection = try await world.connect(.manager)
      let data = try await Report.summary.compute(on: connection, filters: ReportFilters())
      let queue = try await connection.query(
        "SELECT state, count(*) AS n, count(*) FILTER (WHERE overdue) AS late FROM review.queue(at_most => 2000) GROUP BY state"
      )
      let table = try #require(data.table("departments"))
      var late = 0
      for row in queue {
        #expect(table.value(try row.decode("state"), of: "total") == .count(try row.decode("n")))
        late += try row.decode("late", as: Int.self)
      }
      #expect(data.table("backlog")?.value("overdue", of: "total") == .count(late))
      await connection.close()
    }
  }

  @Test func whatTheCallerMayNotSeeIsNotThere() async throws {
    try await World.with { world in
      let reviewer = try await world.connect(.reviewer)
      await #expect(throws: ReportFailure.unknownDepartment("330106")) {
        try await Report.summary.compute(on: reviewer, filters: ReportFilters(department: "330106"))
      }
      // The bureau above is not the reviewer's, although the reviewer's own lies below it.
      await #expect(throws: ReportFailure.unknownDepartment("330100")) {
        try await Report.summary.compute(on: reviewer, filters: ReportFilters(department: "330100"))
      }
      await #expect(throws: ReportFailure.unknownDepartment("'; --")) {
        try await Report.summary.compute(on: reviewer, filters: ReportFilters(department: "'; --"))
      }
      let helpdesk = try await world.connect(.helpdesk)
      await #expect(throws: ReportFailure.noDepartments) {
        try await Report.summary.compute(on: helpdesk, filters: ReportFilters())
      }
      for connection in [reviewer, helpdesk] { await connection.close() }
    }
  }

  @Test func everyReportHasTwoNames() {
    for report in Report.all {
      #expect(Report.named(report.id)?.id == report.id)
      #expect(Report.named(report.name.zh)?.id == report.id)
    }
    #expect(Report.named("nothing") == nil)
  }
}
