import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

@Suite struct FlowTests {
  @Test func figuresEqualSQLWrittenIndependently() async throws {
    try await World.with { world in
      let owner = world.owner
      try await world.load(1500)
      let today = Day(of: Date())
      for person in [World.Person.chief, World.Person.reviewer] {
        let connection = try await world.connect(person)
        for period in [
          nil, try Period(from: today.adding(days: -100), to: today.adding(days: -30)),
          try Period(from: today.adding(days: -5), to: nil), try Period(from: nil, to: today.adding(days: -60)),
        ] {
          let data = try await Report.flow.compute(on: connection, filters: ReportFilters(period: period))
          try await check(data, owner: owner, top: person.department ?? "", period, today)
        }
        await connection.close()
      }
    }
  }

  private func check(_ data: ReportData, owner: Connection, top: String, _ period: Period?, _ today: Day) async throws {
    let flow = try #require(data.table("flow"))
    let dates = try #require(data.table("dates"))
    let mine = PlainSQL.subtree("department_code", top)
    let inPeriod = PlainSQL.within("at", period)
    // Movements one kind after the other.
    for (column, source) in [
      ("first", "SELECT at, department_code FROM review.event WHERE action = 'submitted' AND revision = 1"),
      ("again", "SELECT at, department_code FROM review.event WHERE action = 'submitted' AND revision > 1"),
      ("withdrawn", "SELECT at, department_code FROM review.event WHERE action = 'withdrawn'"),
      ("reopened", "SELECT at, department_code FROM review.event WHERE action = 'reopened'"),
      ("approved", "SELECT decided_at AS at, department_code FROM review.decision WHERE outcome = 'approved'"),
      ("returned", "SELECT decided_at AS at, department_code FROM review.decision WHERE outcome = 'returned'"),
      ("moved_out", "SELECT at, detail ->> 'from' AS department_code FROM review.event WHERE action = 'transferred'"),
      ("moved_in", "SELECT at, detail ->> 'to' AS department_code FROM review.event WHERE action = 'transferred'"),
    ] {
      var total = 0
      for row in try await owner.query(
        "SELECT department_code AS code, count(*) AS n FROM (\(source)) s WHERE \(mine) AND \(inPeriod) GROUP BY 1")
      {
        total += try row.decode("n", as: Int.self)
        #expect(flow.value(column, of: try row.decode("code")) == .count(try row.decode("n")), "\(column)")
      }
      #expect(flow.value(column, of: "total") == .count(total), "\(column)")
      #expect(dates.value(column, of: "total") == .count(total), "\(column)")
    }
    // What waited at the end of a day: what came in, was handed over or taken back last, bureau by bureau.
    func waiting(_ day: Day) async throws -> [String: Int] {
      let rows = try await owner.query(
        """
        SELECT department_code AS code, count(*) AS n FROM (
          SELECT DISTINCT ON (application_id) * FROM (
            SELECT application_id, at, CASE action WHEN 'transferred' THEN detail ->> 'to' ELSE department_code END AS department_code,
              action <> 'withdrawn' AS waits FROM review.event WHERE action IN ('submitted', 'withdrawn', 'reopened', 'transferred')
            UNION ALL SELECT application_id, decided_at, department_code, false FROM review.decision) movements
          WHERE \(PlainSQL.within("at", try Period(from: nil, to: day))) ORDER BY application_id, at DESC) last
        WHERE waits AND \(mine) GROUP BY 1
        """)
      return Dictionary(
        uniqueKeysWithValues: try rows.map { (try $0.decode("code"), try $0.decode("n")) })
    }
    let closing = try await waiting(min(period?.to ?? today, today))
    for row in flow.rows where row.kind == .detail {
      #expect(flow.value("closing", in: row) == .count(closing[row.key] ?? 0), "\(row.key)")
    }
    #expect(flow.value("closing", of: "total") == dates.value("pending", of: "total"))
    if let from = period?.from {
      let opening = try await waiting(from.adding(days: -1))
      for row in flow.rows where row.kind == .detail {
        #expect(flow.value("opening", in: row) == .count(opening[row.key] ?? 0), "\(row.key)")
      }
    }
    if data.table("dates")?.columns[1].title.zh == "日期" {
      for row in dates.rows where row.kind == .detail {
        let day = try #require(Day(iso: row.key))
        #expect(dates.value("pending", in: row) == .count(try await waiting(day).values.reduce(0, +)), "\(row.key)")
      }
    }
    let pending = try await owner.query(
      "SELECT count(*) AS n FROM review.application WHERE state IN ('submitted', 'in_review') AND \(mine)")[0]
    #expect(data.table("forecast")?.value("pending", of: "total") == .count(try pending.decode("n")))
  }

  @Test func forecast() throws {
    let friday = try #require(Day(iso: "2026-11-20"))
    let frame = ReportFrame(
      snapshotAt: Date(), today: friday, actor: "x", tree: MadeUp.tree("330102"), calendar: Standards.bundled.calendar,
      catalogue: .bundled)
    // 10 a day more go out than come in: 25 take three working days, over the weekend.
    let values = FlowTables.forecast(
      pending: 25, recent: [.first: 90, .again: 15, .withdrawn: 5, .approved: 150, .returned: 50], frame)
    #expect(values == [.count(25), .number(10), .number(20), .count(2), .count(3), .day(friday.adding(days: 5))])
    // What grows has no end.
    let growing = FlowTables.forecast(pending: 25, recent: [.first: 90, .approved: 90], frame)
    #expect(growing == [.count(25), .number(9), .number(9), .count(3), .none, .none])
    #expect(FlowTables.forecast(pending: 0, recent: [:], frame)[4...] == [.count(0), .day(friday)])
  }
}
