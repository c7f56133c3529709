import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Periods that meet miss nothing and count nothing twice.
@Suite struct MidnightTests {
  /// What a period ($1 to $2) adds up to.
  private static let figures = [
    "sum(applications) FROM review.figures_standings(NULL, $1, $2)",
    "sum(applications) FROM review.figures_backlog(NULL, $1, $2, NULL, NULL)",
    "count(*) FROM review.figures_oldest(NULL, $1, $2, NULL, NULL, 100000)",
    "sum(persons) FILTER (WHERE dimension = 'sex') FROM review.figures_structure(NULL, $1, $2, 'approved', false)",
    "sum(persons) FILTER (WHERE dimension = 'sex') FROM review.figures_structure(NULL, $1, $2, 'approved', true)",
    "sum(cases) FROM review.figures_wholes(NULL, $1, $2, NULL)",
    "sum(cases) FROM review.figures_reviews(NULL, $1, $2, NULL)",
    "sum(cases) FROM review.figures_corrections(NULL, $1, $2, NULL)",
    "sum(decisions) FROM review.figures_workload(NULL, $1, $2, NULL)",
    "sum(times) FROM review.figures_reasons(NULL, $1, $2, NULL)",
    "sum(times) FROM review.figures_returns(NULL, $1, $2)",
    "sum(messages) FROM review.figures_notifications(NULL, $1, $2)",
    "sum(times) FILTER (WHERE no_day = 1 AND phase = 'within') FROM review.figures_flow(NULL, $1, $2, NULL)",
  ]

  @Test("what happened at midnight belongs to the day that begins, in every figure")
  func periodsMeet() async throws {
    try await World.with { world in
      try await world.load(1500)
      // Two have a change under way, which hides what is in force in a place of its own.
      try await world.owner.script(
        "UPDATE review.profile SET settings = settings || '{\"change\": true}' WHERE version = 'test'")
      try await world.with(.reviewer) { reviewer in
        for person in 1...2 {
          let one = try await world.submit(person)
          try await reviewer.decide(
            "SELECT review.application_approve($1, $2, $3, $4)", [one.number, 1, one.hash, UUID()])
        }
      }
      try await world.letPass(days: 5)
      for person in 1...2 { try await world.change(person) }
      let midnight = { (moment: String) in "date_trunc('day', \(moment), 'Asia/Shanghai')" }
      let kept = ["submitted_at", "decided_at", "approved_at"].map {
        "'\($0)', \(midnight("(approved_row ->> '\($0)')::timestamptz"))"
      }
      try await world.owner.script(
        """
        UPDATE review.application SET submitted_at = \(midnight("submitted_at")), first_submitted_at = \(midnight("first_submitted_at")),
          decided_at = \(midnight("decided_at")), approved_at = \(midnight("approved_at"));
        UPDATE review.before_change SET approved_row = approved_row || jsonb_build_object(\(kept.joined(separator: ", ")));
        UPDATE review.decision SET decided_at = \(midnight("decided_at")), began_at = \(midnight("began_at"));
        UPDATE review.notification SET created_at = \(midnight("created_at"));
        ALTER TABLE review.event DISABLE TRIGGER USER;
        UPDATE review.event SET at = \(midnight("at"));
        ALTER TABLE review.event ENABLE TRIGGER USER;
        """)
      // Every fifth day; the last periods are the days around those of the changes.
      let periods = """
        SELECT NULLIF(i, 350) * -1 + review.today() AS first, CASE WHEN i > 0 THEN review.today() - i + 4 END AS last
        FROM generate_series(0, 350, 5) AS i
        """
      try await world.with(.chief) { chief in
        for figure in Self.figures {
          let parts = figure.replacing("$1", with: "p.first").replacing("$2", with: "p.last")
          let whole = figure.replacing("$1", with: "NULL").replacing("$2", with: "NULL")
          let row = try await chief.query(
            """
            SELECT coalesce((SELECT \(whole)), 0)::bigint AS whole,
              (SELECT sum(coalesce((SELECT \(parts)), 0))::bigint FROM (\(periods)) AS p) AS parts
            """)[0]
          let (whole_, parts_): (Int, Int) = (try row["whole"], try row["parts"])
          #expect(whole_ > 20, "\(figure)")
          #expect(whole_ == parts_, "\(figure)")
        }
      }
    }
  }
}
