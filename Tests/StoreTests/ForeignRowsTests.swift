import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Plans tell of rows: conditions of the caller's own that are leakproof run before a policy, and `EXPLAIN ANALYZE` says whether any row was
/// left for it. So nobody of staff may read a relation with rows of persons or cases, whatever its policies, and what functions hand out is
/// read where no plan shows.
@Suite struct ForeignRowsTests {
  private static let people: [World.Person] = [.neighbour, .stranger, .helpdesk, .administrator, .manager]

  /// The plan of a SELECT with what it met, or the refusal.
  private static func plan(_ select: String, _ connection: Connection) async throws -> String {
    do {
      return try await connection.query("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) \(select)")
        .map { try $0.decode(0, as: String.self) }.joined(separator: "\n")
    } catch let error as DatabaseError { return "\(error.sqlState ?? "") \(error.message)" }
  }

  /// Every relation with its columns.
  private static func relations(_ world: World) async throws -> [(name: String, columns: [String])] {
    try await world.owner.query(
      """
      SELECT c.relname, array_agg(a.attname::text) AS columns FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
      WHERE c.relnamespace = 'review'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p', 'f') AND NOT a.attisdropped GROUP BY 1
      """
    ).map { (try $0.decode("relname"), try $0.decode("columns")) }
  }

  @Test(
    "no relation with rows of persons or cases may be asked, by any column; the others tell the same whatever the cases are"
  )
  func relations() async throws {
    try await World.with { world in
      let relations = try await Self.relations(world)
      #expect(relations.count > 30)
      for person in Self.people {
        let connection = try await world.connect(person)
        let letter = SQLRightsTests.letter("review_" + (person == .administrator ? "admin" : person.role))
        for (name, columns) in relations where SQLRightsTests.tables[name]?.contains(letter) != true {
          for column in columns {
            let told = try await Self.plan("SELECT 1 FROM review.\(name) WHERE \(column) IS NOT NULL", connection)
            #expect(told.hasPrefix("42501"), "\(person) \(name).\(column): \(told)")
          }
          #expect(
            try await Self.plan("SELECT 1 FROM review.\(name)", connection).hasPrefix("42501"), "\(person) \(name)")
        }
        await connection.close()
      }
    }
  }

  /// Without a ticket, and nothing that a bureau of one's own has.
  private static let reads = [
    "queue(of_department => '330102')", "queue(of_state => 'submitted')", "queue_counts()", "export_list()",
    "unusual()",
    "figures_standings('{330102}', NULL, NULL)", "figures_flow('{330102}', NULL, NULL, NULL)",
    "figures_backlog('{330102}', NULL, NULL, NULL, NULL)", "figures_oldest('{330102}', NULL, NULL, NULL, NULL, 20)",
    "figures_structure('{330102}', NULL, NULL, 'submitted', false)", "figures_notifications('{330102}', NULL, NULL)",
    "figures_returns('{330102}', NULL, NULL)", "figures_reasons('{330102}', NULL, NULL, NULL)",
    "figures_workload('{330102}', NULL, NULL, NULL)", "figures_reviews('{330102}', NULL, NULL, NULL)",
    "figures_corrections('{330102}', NULL, NULL, NULL)", "figures_wholes('{330102}', NULL, NULL, NULL)",
    "figures_registered('{330102}', NULL)",
    "ledger()", "staff_list()",
  ]

  @Test(
    "a plan over what functions hand out is the same before and after another bureau has a case, and for its number and nobody's"
  )
  func functions() async throws {
    try await World.with { world in
      let people: [World.Person] = [.neighbour, .stranger, .helpdesk]
      var connections: [(World.Person, Connection)] = []
      for person in people { connections.append((person, try await world.connect(person))) }
      func told() async throws -> [String] {
        var plans: [String] = []
        for (person, connection) in connections {
          for read in Self.reads {
            plans.append("\(person) \(read): \(try await Self.plan("SELECT 1 FROM review.\(read)", connection))")
          }
        }
        return plans
      }
      let before = try await told()
      let a = try await world.submit(1)
      let reviewer = try await world.connect(.reviewer)
      _ = try await reviewer.decide(
        SQLDecisionTests.return, [a.number, 1, a.hash, #"[{"code": "T01"}]"#, nil, UUID()])
      _ = try await reviewer.query("SELECT review.export_begin('summary', '[{}]')")
      _ = try await world.submit(2)
      #expect(try await told() == before)
      let nobodys = try #require(
        try await world.owner.text(
          "SELECT review.number_parse('ZJ26999999' || review.check_character('ZJ26999999'))"))
      for (person, connection) in connections {
        for read in [
          "numbers_like('{number}')", "submission_hash('{number}', 1)", "submission_changed_files('{number}', 1, 1)",
          "submission_changed_fields('{number}', 1, 1)",
        ] {
          var plans: Set<String> = []
          for number in [a.number, nobodys] {
            let plan = try await Self.plan(
              "SELECT 1 FROM review.\(read.replacing("{number}", with: number))", connection)
            plans.insert(plan)
          }
          #expect(plans.count == 1, "\(person) \(read)")
        }
      }
    }
  }

  @Test(
    "that the plans would tell: a grant and a policy of before, and the birth year of a stranger's applicant is known")
  func wouldTell() async throws {
    try await World.with { world in
      try await world.submit(1)
      try await world.owner.script(
        """
        UPDATE review.application SET birth_date = '1990-01-31';
        GRANT SELECT (id, birth_year, department_code) ON review.application TO review_reviewer;
        CREATE POLICY own_department ON review.application FOR SELECT TO review_reviewer
          USING (department_code = ANY ((SELECT review.my_departments())::text[]))
        """)
      let stranger = try await world.connect(.stranger)
      let ask = "SELECT 1 FROM review.application WHERE id > 0 AND birth_year >= "
      let (right, wrong) = (try await Self.plan(ask + "1990", stranger), try await Self.plan(ask + "1991", stranger))
      #expect(right != wrong && wrong.contains("never executed") && !right.contains("never executed"))
    }
  }
}
