import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

@Suite struct ReasonsTests {
  @Test func figuresEqualSQLWrittenIndependently() async throws {
    try await World.with { world in
      let owner = world.owner
      try await world.load(1500)
      let today = Day(of: Date())
      for (person, filters) in [
        (World.Person.chief, ReportFilters()), (World.Person.reviewer, ReportFilters()),
        (
          World.Person.chief,
          ReportFilters(
            department: "330100", period: try Period(from: today.adding(days: -150), to: today.adding(days: -20)),
            reviewer: "reviewer.3")
        ),
      ] {
        let connection = try await world.connect(person)
        let data = try await Report.reasons.compute(on: connection, filters: filters)
        try await check(data, owner: owner, top: filters.department ?? person.department ?? "", filters)
        await connection.close()
      }
    }
  }

  private func check(_ data: ReportData, owner: Connection, top: String, _ filters: ReportFilters) async throws {
    // Each naming with its fate; the next decision is the one with none between.
    let named = """
      SELECT d.department_code, to_char(d.decided_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-01') AS month, r.code, r.ordinal,
        replace(coalesce(r.target, ''), '[2]', '') AS target,
        CASE WHEN n.id IS NULL THEN CASE WHEN a.state IN ('submitted', 'in_review') THEN 'pending' ELSE 'open' END
          WHEN n.revision = d.revision THEN 'other'
          WHEN n.outcome = 'returned' AND (r.code::text, coalesce(r.target, '-')) IN (SELECT s.code::text, coalesce(s.target, '-')
            FROM review.decision_reason s WHERE s.decision_id = n.id) THEN 'again'
          ELSE 'corrected' END AS fate
      FROM review.decision_reason r JOIN review.decision d ON d.id = r.decision_id JOIN review.application a ON a.id = d.application_id
        LEFT JOIN review.decision n ON n.application_id = d.application_id AND n.decided_at > d.decided_at AND NOT EXISTS (
          SELECT FROM review.decision m WHERE m.application_id = d.application_id AND m.decided_at > d.decided_at
            AND m.decided_at < n.decided_at)
      WHERE d.outcome = 'returned' AND \(PlainSQL.subtree("d.department_code", top)) AND \(PlainSQL.within("d.decided_at", filters.period))
        AND d.decided_by = \(filters.reviewer.map { "'\($0)'" } ?? "d.decided_by")
      """
    for (id, key) in [
      ("reasons", "code"), ("targets", "target"), ("returns", "department_code"), ("reasons", "'total'"),
      ("returns", "'total'"),
    ] {
      let table = try #require(data.table(id))
      let rows = try await owner.query(
        """
        SELECT \(key)::text AS key, count(*) AS n, sum((fate = 'corrected')::int) AS corrected, sum((fate = 'again')::int) AS again,
          sum((fate = 'pending')::int) AS pending, sum((fate = 'open')::int) AS open, sum((fate = 'other')::int) AS other
        FROM (\(named)) x GROUP BY 1
        """)
      if key != "'total'", id != "returns" { #expect(table.rows.count == rows.count + 1) }
      for row in rows {
        let key: String = try row.decode("key")
        #expect(table.value("times", of: key) == .count(try row.decode("n")), "\(id) \(key)")
        for fate in ["corrected", "again", "pending", "open", "other"] {
          #expect(table.value(fate, of: key) == .count(try row.decode(fate)), "\(id) \(key) \(fate)")
        }
      }
    }
    let months = try #require(data.table("months"))
    for row in try await owner.query(
      "SELECT month, count(*) AS n, sum((ordinal = 1)::int) AS returns, sum((code = 'A01')::int) AS a01 FROM (\(named)) x GROUP BY 1"
    ) {
      let month: String = try row.decode("month")
      #expect(months.value("times", of: month) == .count(try row.decode("n")))
      #expect(months.value("returns", of: month) == .count(try row.decode("returns")))
      if months.index(of: "A01") != nil { #expect(months.value("A01", of: month) == .count(try row.decode("a01"))) }
    }
    // Each bureau's by reason, which together are all.
    let byBureau = try #require(data.table("department_reasons"))
    let codes = byBureau.columns.map(\.id).filter { data.table("reasons")?.value("times", of: $0).count != nil }
    #expect(!codes.isEmpty && codes.count <= 8)
    for row in try await owner.query(
      "SELECT coalesce(department_code, 'total') AS key, code, count(*) AS n FROM (\(named)) x GROUP BY GROUPING SETS ((department_code, code), (code))"
    ) {
      let code: String = try row.decode("code")
      guard codes.contains(code) else { continue }
      #expect(byBureau.value(code, of: try row.decode("key")) == .count(try row.decode("n")), "\(code)")
    }
    #expect(byBureau.value("times", of: "total") == data.table("returns")?.value("times", of: "total"))
    // Words for fields and slots, not their ids.
    let targets = try #require(data.table("targets"))
    let form = try #require(Catalogue.bundled.profiles.versions(of: "zhejiang").last)
    for target in targets.rows.map(\.key) where form.label(target) != nil {
      #expect(targets.value("target", of: target) == form.label(target).map(ReportValue.label), "\(target)")
    }
    // A single bureau's returns may name none of them.
    #expect(top != World.Person.chief.department || targets.rows.contains { form.label($0.key) != nil })
    // Reasons in both languages.
    let reasons = try #require(data.table("reasons"))
    for code in reasons.rows.map(\.key) {
      guard let reason = Standards.bundled.reason(code) else { continue }
      #expect(reasons.value("reason", of: code) == .label(reason.text), "\(code)")
    }
    #expect(reasons.rows.contains { Standards.bundled.reason($0.key) != nil })
  }
}
