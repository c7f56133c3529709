import PostgreSQL
import Synchronization
import TestSupport
import Testing

/// What functions read inside: `StatementTests` sees their plan as one call. `auto_explain` tells the plan of each of their statements.
@Suite struct FunctionPlansTests {
  /// Of few days: for a year of a third of all bureaus the planner rightly reads everything.
  private static let calls = [
    "queue()", "queue(sort => 'submitted', after_at => '2000-01-01', after_id => 1)", "queue_counts()",
    "figures_standings(NULL, current_date - 3, current_date)",
    "figures_flow(NULL, current_date - 3, current_date, current_date - 3)",
    "figures_backlog(NULL, current_date - 3, current_date, NULL, NULL)",
    "figures_oldest(NULL, NULL, NULL, 'submitted', NULL, 20)",
    "figures_reviews(NULL, current_date - 3, current_date, NULL)",
    "figures_corrections(NULL, current_date - 3, current_date, NULL)",
    "figures_notifications(NULL, current_date - 3, current_date)",
    "figures_returns(NULL, current_date - 3, current_date)",
    "figures_reasons(NULL, current_date - 3, current_date, NULL)",
    "figures_workload(NULL, current_date - 3, current_date, NULL)", "ledger()",
  ]

  @Test("what functions read of one bureau and a few days goes by an index")
  func plans() async throws {
    try await World.with { world in
      try await world.load(5_000)
      guard let own = try await world.database.connectAsSuperuser() else { return }
      await own.close()
      let heard = Mutex<[String]>([])
      let connection = try await Connection.connect(
        try await world.database.settings().overriding(["user": "postgres"])
      ) { notice in heard.withLock { $0.append(notice.message) } }
      let tables = try await connection.query(
        "SELECT relname FROM pg_class WHERE relnamespace = 'review'::regnamespace AND relkind = 'r' AND relrowsecurity")
      let growing = Set(try tables.map { try $0.decode(0, as: String.self) }).subtracting(["staff", "ticket_meter"])
      let isThere = (try? await connection.script("LOAD 'auto_explain'")) != nil
      guard isThere else { return }
      // Whoever asks is the session's user, which a superuser alone may change.
      try await connection.script(
        """
        SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on; SET auto_explain.log_format = json;
        SET auto_explain.log_level = notice; SET enable_seqscan = off; SET jit = off;
        SET SESSION AUTHORIZATION "\(world.name(.reviewer))"
        """)
      let export = try await connection.count("SELECT review.export_begin('ledger', '[{}]')")
      try await connection.script("SET review.export = '\(export)'")
      for call in Self.calls {
        heard.withLock { $0 = [] }
        _ = try await connection.query("SELECT * FROM review.\(call)")
        let texts = heard.withLock { $0 }.compactMap { text in
          text.firstIndex(of: "{").flatMap { start in text.lastIndex(of: "}").map { String(text[start...$0]) } }
        }
        #expect(texts.count > 1, "\(call)")
        let reads = try texts.flatMap { try PlanNode.read("[\($0)]").wholeReads(of: growing) }
        #expect(reads.isEmpty, "\(call): \(Set(reads).sorted())")
      }
      await connection.close()
    }
  }
}
