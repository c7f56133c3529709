import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

@Suite struct BacklogTests {
  @Test func figuresEqualSQLWrittenIndependently() async throws {
    try await World.with { world in
      let owner = world.owner
      try await world.load(3000)
      let today = Day(of: Date())
      for (person, filters) in [
        (World.Person.chief, ReportFilters()),
        (World.Person.chief, ReportFilters(department: "330100", state: .submitted)),
        (
          World.Person.chief,
          ReportFilters(period: try Period(from: today.adding(days: -9), to: today.adding(days: -2)))
        ),
        (World.Person.chief, ReportFilters(reviewer: "holder.1")),
        (World.Person.reviewer, ReportFilters(state: .inReview)),
      ] {
        let connection = try await world.connect(person)
        let data = try await Report.backlog.compute(on: connection, filters: filters)
        try await check(data, owner: owner, top: filters.department ?? person.department ?? "", filters)
        await connection.close()
      }
    }
  }

  private func check(_ data: ReportData, owner: Connection, top: String, _ filters: ReportFilters) async throws {
    let today = "(now() AT TIME ZONE 'Asia/Shanghai')::date"
    let free = "(a.state = 'submitted' OR a.lease_expires_at <= now())"
    let wanted =
      "a.state IN ('submitted', 'in_review') AND \(PlainSQL.subtree("a.department_code", top)) AND \(PlainSQL.within("a.submitted_at", filters.period))"
      + (filters.state == .submitted ? " AND \(free)" : filters.state == .inReview ? " AND NOT \(free)" : "")
      + (filters.reviewer.map { " AND NOT \(free) AND a.holder = '\($0)'" } ?? "")
    let items = try await owner.query(
      """
      SELECT a.number, a.department_code AS department, CASE WHEN NOT \(free) THEN a.holder END AS holder,
        \(PlainSQL.workingDays(PlainSQL.day("a.submitted_at"), today)) AS age, a.due_on < \(today) AS overdue, a.due_on = \(today) AS today,
        \(PlainSQL.workingDays("a.due_on", today)) AS late, \(PlainSQL.workingDays(today, "a.due_on")) AS left
      FROM review.application a WHERE \(wanted) ORDER BY a.due_on, a.submitted_at, a.id
      """)
    let backlog = try #require(data.table("backlog"))
    let deadlines = try #require(data.table("deadlines"))
    let reviewers = try #require(data.table("reviewers"))
    var byDepartment: [String: Int] = [:]
    var byReviewer: [String: Int] = [:]
    var byDeadline: [String: Int] = [:]
    var long = 0
    for item in items {
      byDepartment[try item.decode("department"), default: 0] += 1
      byReviewer[try item.decode("holder", as: String?.self) ?? "", default: 0] += 1
      let (late, left): (Int, Int) = (try item.decode("late"), try item.decode("left"))
      let key =
        try item.decode("today")
        ? "today"
        : try item.decode("overdue")
          ? (late > 10 ? "overdue_over_10" : late > 5 ? "overdue_6_10" : "overdue_1_5")
          : left <= 2 ? "in_1_2" : left <= 5 ? "in_3_5" : "in_over_5"
      byDeadline[key, default: 0] += 1
      if try item.decode("age", as: Int.self) > 10 { long += 1 }
    }
    #expect(backlog.value("pending", of: "total") == .count(items.count))
    #expect(backlog.value("days_over_10", of: "total") == .count(long))
    for row in backlog.rows where row.kind == .detail {
      #expect(backlog.value("pending", in: row) == .count(byDepartment[row.key] ?? 0), "\(row.key)")
    }
    for row in deadlines.rows where row.kind == .detail {
      #expect(deadlines.value("pending", in: row) == .count(byDeadline[row.key] ?? 0), "\(row.key)")
    }
    #expect(reviewers.rows.count == byReviewer.count + 1)
    for (key, count) in byReviewer { #expect(reviewers.value("pending", of: key) == .count(count), "\(key)") }
    let first = try items.prefix(20).map { try $0.decode("number", as: String.self) }
    #expect(data.table("first_due")?.rows.map(\.key) ?? [] == first)
    for row in data.table("first_due")?.rows ?? [] {
      let item = try #require(try items.first { try $0.decode("number", as: String.self) == row.key })
      #expect(data.table("first_due")?.value("waiting", in: row) == .count(try item.decode("age")))
    }
  }
}
