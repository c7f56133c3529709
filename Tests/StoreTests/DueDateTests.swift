import Foundation
import PostgreSQL
import TestSupport
import Testing

/// The last day for a decision, on every day of the week and around holidays, whatever day the tests run on.
@Suite struct DueDateTests {
  /// Mid-autumn and the national holiday of 2026, with the Sunday before and the Saturday after on which people work.
  private static let holidays = """
    DELETE FROM review.holiday;
    INSERT INTO review.holiday (date, kind, name)
    SELECT day::date, 'holiday', '国庆节' FROM generate_series(date '2026-10-01', '2026-10-07', interval '1 day') AS day
    UNION ALL VALUES (date '2026-09-25', 'holiday', '中秋节'), ('2026-09-20', 'makeup_workday', '国庆节'),
      ('2026-10-10', 'makeup_workday', '国庆节')
    """

  @Test(
    "four working days, which the day of the submission is not one of",
    arguments: [
      // A week like any other, from Monday to Sunday.
      ("2026-11-02", "2026-11-06"), ("2026-11-03", "2026-11-09"), ("2026-11-04", "2026-11-10"),
      ("2026-11-05", "2026-11-11"), ("2026-11-06", "2026-11-12"), ("2026-11-07", "2026-11-12"),
      ("2026-11-08", "2026-11-12"),
      // Over a Sunday on which people work.
      ("2026-09-16", "2026-09-21"), ("2026-09-18", "2026-09-23"), ("2026-09-19", "2026-09-23"),
      ("2026-09-20", "2026-09-24"),
      // Over both holidays, and from within one.
      ("2026-09-21", "2026-09-28"), ("2026-09-24", "2026-10-08"), ("2026-09-25", "2026-10-08"),
      ("2026-09-28", "2026-10-09"), ("2026-09-30", "2026-10-12"), ("2026-10-01", "2026-10-12"),
      ("2026-10-07", "2026-10-12"), ("2026-10-08", "2026-10-13"), ("2026-10-10", "2026-10-15"),
    ])
  func submitted(on day: String, due: String) async throws {
    try await World.with { world in
      try await world.owner.script(Self.holidays)
      try await world.setToday(day)
      #expect(try await world.submit(1).due == due)
      #expect(try await world.owner.text("SELECT due_on FROM review.application") == due)
      #expect(
        try await world.owner.text("SELECT detail ->> 'due_on' FROM review.event WHERE action = 'submitted'") == due)
    }
  }

  @Test("it stays through every step of the bureaus, and each submission sets it anew")
  func stays() async throws {
    try await World.with { world in
      try await world.owner.script(Self.holidays)
      let manager = try await world.connect(.chief)
      /// The due day after a step of some later day.
      func due(_ day: String, _ sql: String, _ parameters: [(any SQLEncodable)?]) async throws -> String? {
        try await world.setToday(day)
        try await manager.decide(sql, parameters)
        return try await world.owner.text("SELECT due_on FROM review.application")
      }
      try await world.setToday("2026-11-02")
      let first = try await world.submit(1)
      let n = first.number
      #expect(first.due == "2026-11-06")
      #expect(try await due("2026-11-03", "SELECT review.application_claim($1)", [n]) == first.due)
      #expect(try await due("2026-11-04", "SELECT review.application_release($1)", [n]) == first.due)
      #expect(
        try await due("2026-11-05", "SELECT review.application_transfer($1, '330106', 'x')", [n]) == first.due)
      #expect(
        try await due("2026-11-09", SQLDecisionTests.return, [n, 1, first.hash, #"[{"code": "T01"}]"#, nil, UUID()])
          == first.due)
      try await world.setToday("2026-11-14")
      let second = try await world.submit(1)
      #expect(second.due == "2026-11-19")
      #expect(try await due("2026-11-16", SQLDecisionTests.approve, [n, 2, second.hash, UUID()]) == second.due)
      #expect(try await due("2026-11-17", "SELECT review.application_reopen($1, 'x')", [n]) == second.due)
      #expect(
        try await due("2026-11-18", "SELECT review.application_transfer($1, '330106', 'x')", [n]) == second.due)
    }
  }
}
