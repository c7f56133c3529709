import Domain
import Foundation
import PostgreSQL
import Store
import TestSupport
import Testing

@testable import Reports

/// What people did, by the functions that they do it with, and what the reports make of it: five weeks in two bureaus,
/// counted by hand. `World.load` fills the tables past the functions; here both meet.
@Suite struct ActionsAndFiguresTests {
  private static let approve = "SELECT review.application_approve($1, $2, $3, $4)"
  private static let sendBack = "SELECT review.application_return($1, $2, $3, $4, NULL, $5)"
  private static let photo = #"[{"code": "T01", "target": "photo"}]"#

  /// Weeks, and no holidays: seven days are five working days whatever day the tests run on.
  private func withFiveWeeks(_ body: @Sendable (World) async throws -> Void) async throws {
    try await World.with { world in
      try await world.owner.script("DELETE FROM review.holiday")
      let (reviewer, colleague) = (try await world.connect(.reviewer), try await world.connect(.colleague))
      let (neighbour, manager) = (try await world.connect(.neighbour), try await world.connect(.manager))
      // First week: three come in at 上城区, one at 西湖区.
      var (a, c) = (try await world.submit(1), try await world.submit(3))
      let (b, d) = (try await world.submit(2), try await world.submit(4, department: "330106"))
      try await world.letPass(days: 7)
      // Second week: one back, one through, one withdrawn, one handed over.
      let both = #"[{"code": "T01", "target": "photo"}, {"code": "T99", "remark": "缺页"}]"#
      try await reviewer.decide(Self.sendBack, [a.number, 1, a.hash, both, UUID()])
      try await reviewer.decide(Self.approve, [b.number, 1, b.hash, UUID()])
      try await world.owner.query("SELECT review.intake_withdraw($1, '99', $2)", [c.number, World.idNumber(3)])
      try await neighbour.query("SELECT review.application_transfer($1, '330102', '单位在上城区')", [d.number])
      try await world.letPass(days: 7)
      // Third week: the first comes again, the withdrawn one at the other bureau, and what was handed over is through.
      a = try await world.submit(1)
      c = try await world.submit(3, department: "330106")
      try await colleague.decide(Self.approve, [d.number, 1, d.hash, UUID()])
      try await world.letPass(days: 7)
      // Fourth week: through at the second time; the manager takes another approval back.
      try await reviewer.decide(Self.approve, [a.number, 2, a.hash, UUID()])
      try await manager.query("SELECT review.application_reopen($1, '照片不是本人')", [b.number])
      try await world.letPass(days: 7)
      // Fifth week: that one goes back; one is under somebody's hands, one waits, one is through within the day.
      try await manager.decide(Self.sendBack, [b.number, 1, b.hash, Self.photo, UUID()])
      try await neighbour.query("SELECT review.application_claim($1)", [c.number])
      try await world.submit(5)
      let f = try await world.submit(6)
      try await reviewer.decide(Self.approve, [f.number, 1, f.hash, UUID()])
      for connection in [reviewer, colleague, neighbour, manager] { await connection.close() }
      try await body(world)
    }
  }

  /// Expects counts in a row of a table, by column.
  private func expect(
    _ table: ReportTable?, _ row: String, _ counts: KeyValuePairs<String, Int>,
    _ place: SourceLocation = #_sourceLocation
  ) throws {
    let table = try #require(table, sourceLocation: place)
    for (column, count) in counts {
      #expect(table.value(column, of: row) == .count(count), "\(table.id) \(row) \(column)", sourceLocation: place)
    }
  }

  @Test("summary and backlog: what waits where, since when, and how late it is")
  func waiting() async throws {
    try await withFiveWeeks { world in
      try await world.with(.manager) { manager in
        let summary = try await Report.summary.compute(on: manager, filters: ReportFilters())
        let departments = summary.table("departments")
        try expect(departments, "330102", ["submitted": 1, "in_review": 0, "approved": 3, "returned": 1])
        try expect(departments, "330106", ["submitted": 0, "in_review": 1, "approved": 0, "returned": 0])
        try expect(summary.table("reasons"), "total", ["times": 3])
        let backlog = try await Report.backlog.compute(on: manager, filters: ReportFilters())
        try expect(backlog.table("backlog"), "total", ["pending": 2, "overdue": 1, "due_today": 0])
        // Came again two weeks ago, to be decided within four of the ten working days.
        try expect(backlog.table("backlog"), "330106", ["days_6_10": 1, "overdue": 1])
        try expect(backlog.table("backlog"), "330102", ["days_0_1": 1, "overdue": 0])
        try expect(backlog.table("deadlines"), "overdue_6_10", ["submitted": 0, "in_review": 1])
        try expect(backlog.table("deadlines"), "in_3_5", ["submitted": 1, "in_review": 0])
        try expect(backlog.table("reviewers"), world.name(.neighbour), ["pending": 1])
      }
    }
  }

  @Test("turnaround: whose due date moved with the calendar is late only after that, and begins no later")
  func movedDueDates() async throws {
    try await withFiveWeeks { world in
      try await world.owner.script(
        """
        INSERT INTO review.event (at, actor, action, application_id, revision, department_code, detail)
        SELECT e.at + interval '1 minute', 'admin', 'due_moved', e.application_id, e.revision, e.department_code,
          jsonb_build_object('due_on', e.at::date + 60, 'before', e.detail ->> 'due_on')
        FROM review.event e WHERE e.action = 'submitted';
        UPDATE review.decision d SET (began_at, due_on) =
          (SELECT e.began_at, e.due_on FROM review.review_ended(d.application_id, d.revision, d.decided_at) AS e)
        """)
      try await world.with(.manager) { manager in
        let table = try await Report.turnaround.compute(on: manager, filters: ReportFilters()).table("turnaround")
        try expect(
          table, "330102", ["decisions": 6, "on_time": 6, "late": 0, "review_median": 5, "review_longest": 10])
      }
    }
  }

  @Test(
    "turnaround: reviews from the submission or the reopening, corrections, and the whole from the first submission")
  func turnaround() async throws {
    try await withFiveWeeks { world in
      try await world.with(.manager) { manager in
        let data = try await Report.turnaround.compute(on: manager, filters: ReportFilters())
        let table = data.table("turnaround")
        // Five, five, ten, five, five working days, and none; four were given.
        try expect(
          table, "330102", ["decisions": 6, "on_time": 1, "late": 5, "review_median": 5, "review_longest": 10])
        try expect(table, "330106", ["decisions": 0])
        // One was corrected, in a week; who withdraws corrects nothing.
        try expect(table, "total", ["corrections": 1, "correction_median": 7])
        // Three weeks with both rounds, two weeks with the other bureau's, and none.
        try expect(table, "total", ["approvals": 3, "whole_median": 14, "whole_longest": 21])
      }
    }
  }

  @Test("turnaround: late is late for the bureau that decided, wherever it came in")
  func turnaroundOfTheHandedOver() async throws {
    try await withFiveWeeks { world in
      try await world.with(.reviewer) { reviewer in
        let data = try await Report.turnaround.compute(on: reviewer, filters: ReportFilters())
        try expect(data.table("turnaround"), "330102", ["decisions": 6, "review_longest": 10])
        // Its due day stands in the other bureau's entry.
        try expect(data.table("turnaround"), "330102", ["on_time": 1, "late": 5])
      }
    }
  }

  @Test("workload: decisions where and by whom they were made, taken back or not")
  func workload() async throws {
    try await withFiveWeeks { world in
      try await world.with(.manager) { manager in
        let data = try await Report.workload.compute(on: manager, filters: ReportFilters())
        try expect(
          data.table("workload"), "330102",
          ["approved": 4, "returned": 2, "decisions": 6, "first_approved": 3, "first_returned": 2])
        #expect(data.table("workload")?.value("rounds", of: "330102") == .number(1.25))
        for (person, decisions) in [(World.Person.reviewer, 4), (.colleague, 1), (.manager, 1)] {
          try expect(data.table("reviewers"), world.name(person) + "@330102", ["decisions": decisions])
        }
      }
    }
  }

  @Test("flow: what came, came again, went and moved")
  func flow() async throws {
    try await withFiveWeeks { world in
      try await world.with(.manager) { manager in
        let flow = try await Report.flow.compute(on: manager, filters: ReportFilters()).table("flow")
        try expect(
          flow, "330102",
          [
            "first": 5, "again": 1, "approved": 4, "returned": 2, "withdrawn": 1, "reopened": 1, "moved_in": 1,
            "moved_out": 0, "closing": 1,
          ])
        try expect(
          flow, "330106",
          ["first": 1, "again": 1, "approved": 0, "returned": 0, "moved_in": 0, "moved_out": 1, "closing": 1])
      }
    }
  }

  @Test("reasons: how often each was given, and what became of it")
  func reasons() async throws {
    try await withFiveWeeks { world in
      try await world.with(.manager) { manager in
        let data = try await Report.reasons.compute(on: manager, filters: ReportFilters())
        try expect(data.table("reasons"), "T01", ["times": 2, "corrected": 1, "open": 1, "again": 0, "pending": 0])
        try expect(data.table("reasons"), "T99", ["times": 1, "corrected": 1])
        try expect(data.table("returns"), "330102", ["returns": 2, "times": 3])
        try expect(data.table("targets"), "photo", ["times": 2])
      }
    }
  }

  @Test("due today is not overdue: queue, totals, summary and backlog report agree")
  func overdue() async throws {
    try await World.with { world in
      for (person, days) in [(1, -1), (2, 0), (3, 1)] {
        let number = try await world.submit(person).number
        try await world.owner.execute(
          "UPDATE review.application SET due_on = review.today() + $1::integer WHERE number = $2", [days, number])
      }
      try await world.with(.manager) { manager in
        let store = ReviewStore(connection: manager)
        #expect(try await store.queue().map(\.overdue) == [true, false, false])
        let totals = try await store.queueTotals()
        #expect(totals.overdue == 1 && totals.dueToday == 1)
        for data in [
          try await Report.summary.compute(on: manager, filters: ReportFilters()),
          try await Report.backlog.compute(on: manager, filters: ReportFilters()),
        ] {
          try expect(
            data.table("backlog"), "total",
            ["pending": totals.pending, "overdue": totals.overdue, "due_today": totals.dueToday])
        }
      }
    }
  }
}
