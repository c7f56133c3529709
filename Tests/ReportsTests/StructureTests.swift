import Domain
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Reports

@Suite struct StructureTests {
  /// SQL for each dimension in another shape than the report's.
  static let dimensions: [(id: String, sql: String)] = [
    ("sex", "sex"),
    ("education", "CASE WHEN part_time_level > education_level THEN part_time_level ELSE education_level END"),
    ("degree", "degree"),
    ("qualification", "qualification_level"),
    ("title", "title"), ("post", "post"), ("work_status", "work_status"),
    (
      "political",
      "CASE WHEN political IN ('01', '02') THEN '1' WHEN political = '03' THEN '2' WHEN political IN ('12', '13') THEN '4' WHEN political > '03' THEN '3' END"
    ),
    ("cpa", "cpa::int::text"), ("unit_type", "CASE WHEN unit_type IN ('01', '06') THEN unit_type ELSE '*' END"),
    (
      "age",
      """
      (SELECT count(*) - 1 FROM unnest(ARRAY[0, 26, 31, 36, 41, 46, 51, 56, 61]) AS y
        WHERE date_part('year', birth_date) + y <= date_part('year', now() AT TIME ZONE 'Asia/Shanghai'))::text
      """
    ),
    (
      "experience",
      """
      CASE WHEN work_started_on IS NOT NULL THEN (SELECT count(*) - 1 FROM unnest(ARRAY[0, 1, 3, 6, 11, 21, 31]) AS y
        WHERE work_started_on + y * interval '1 year' <= (now() AT TIME ZONE 'Asia/Shanghai')::date)::text END
      """
    ),
  ]

  /// What an applicant may choose is in a category of its own, and never counts as other.
  @Test("every code that a profile's field offers has a category in its table")
  func everyCode() async throws {
    try await World.with { world in
      let dimensions = Dictionary(
        uniqueKeysWithValues: StructureDimension.all(Standards.bundled.codeLists).map { ($0.id, $0) })
      var tried = 0
      for field in Profile.bundled.flatMap(\.fields) {
        guard let column = field.column, case .code(let codes) = field.type else { continue }
        for choice in codes.choices {
          guard let stored = column.values.map({ $0[choice.code] }) ?? choice.code else { continue }
          let values = try await world.owner.query(
            """
            SELECT x.key, x.value FROM jsonb_populate_record(NULL::review.application, $1) AS a, review.structure_of(a) AS s,
              jsonb_each_text(to_jsonb(s)) AS x WHERE x.value IS NOT NULL
            """, [JSONValue.object([column.name: .string(stored)])])
          for value in values {
            let dimension = try #require(dimensions[try value.decode("key", as: String.self)])
            tried += 1
            #expect(
              dimension.category(of: try value.decode("value")) != StructureDimension.other.code,
              "\(field.id) \(choice.code)")
          }
        }
      }
      #expect(tried > 100)
    }
  }

  @Test func figuresEqualSQLWrittenIndependently() async throws {
    try await World.with { world in
      let owner = world.owner
      try await world.load(2000)
      // Somebody who was approved again counts once, where the latest approval is.
      try await owner.script(
        """
        CREATE TEMP TABLE twice AS SELECT * FROM review.application WHERE state = 'approved' AND applicant_id % 50 = 0;
        UPDATE twice SET id = id + 1000000, number = overlay(number PLACING '9' FROM 6), approved_at = approved_at + interval '1 day',
          decided_at = decided_at + interval '1 day', department_code = '330102', sex = '1';
        DO $do$ BEGIN EXECUTE (SELECT format('INSERT INTO review.application (%1$s) SELECT %1$s FROM twice', string_agg(attname, ', '))
          FROM pg_attribute WHERE attrelid = 'twice'::regclass AND attnum > 0 AND attname <> 'birth_year'); END $do$;
        """)
      let today = Day(of: Date())
      for (person, filters) in [
        (World.Person.chief, ReportFilters()), (World.Person.reviewer, ReportFilters()),
        (World.Person.chief, ReportFilters(department: "330100", state: .submitted)),
        (
          World.Person.chief,
          ReportFilters(
            period: try Period(from: today.adding(days: -100), to: today.adding(days: -20)), dated: .submitted,
            state: .returned)
        ),
        (
          World.Person.chief,
          ReportFilters(period: try Period(from: today.adding(days: -100), to: today.adding(days: -20)))
        ),
      ] {
        let connection = try await world.connect(person)
        let data = try await Report.structure.compute(on: connection, filters: filters)
        try await check(data, owner: owner, top: filters.department ?? person.department ?? "", filters)
        await connection.close()
      }
    }
  }

  private func check(_ data: ReportData, owner: Connection, top: String, _ filters: ReportFilters) async throws {
    let column = filters.dated == .submitted ? "submitted_at" : "decided_at"
    let wanted =
      switch filters.state {
      case .submitted: "(state = 'submitted' OR state = 'in_review' AND lease_expires_at <= now())"
      case .returned: "state = 'returned'"
      default:
        """
        state = 'approved' AND id = (SELECT b.id FROM review.application b
          WHERE b.applicant_id = a.applicant_id AND b.state = 'approved' ORDER BY b.approved_at DESC LIMIT 1)
        """
      }
    let people = """
      SELECT * FROM review.application a WHERE \(wanted) AND \(PlainSQL.subtree("department_code", top))
        AND \(filters.period == nil ? "true" : PlainSQL.within(column, filters.period))
      """
    let persons: Int = try await owner.query("SELECT count(*) AS n FROM (\(people)) p")[0].decode("n")
    #expect(data.table("overview")?.value("persons", of: "total") == .count(persons))
    for (id, sql) in Self.dimensions {
      let table = try #require(data.table(id), "\(id)")
      let departments = try #require(data.table(id + "_departments"), "\(id)")
      #expect(table.value("persons", of: "total") == .count(persons), "\(id)")
      #expect(departments.value("persons", of: "total") == .count(persons), "\(id)")
      var found: Set<String> = []
      for row in try await owner.query(
        "SELECT coalesce((\(sql))::text, '') AS code, department_code, count(*) AS n FROM (\(people)) p GROUP BY 1, 2")
      {
        let code: String = try row.decode("code")
        let isKnown = table.rows.contains { $0.key == code } && code != "*"
        let place = code.isEmpty ? "missing" : isKnown ? "c" + code : "other"
        found.insert(place)
        #expect(
          departments.value(place, of: try row.decode("department_code")) == .count(try row.decode("n")),
          "\(id) \(code)")
      }
      // Nobody is in a category that the query does not know.
      for column in departments.columns where column.calculation == .given && column.kind == .count {
        #expect(found.contains(column.id), "\(id) \(column.id)")
      }
    }
    // Two at once; each adds up to the one dimension.
    let qualifications = try #require(Self.dimensions.first { $0.0 == "qualification" }?.1)
    for id in ["age", "education", "unit_type"] {
      let sql = try #require(Self.dimensions.first { $0.0 == id }?.1)
      let table = try #require(data.table(id + "_qualification"))
      let single = try #require(data.table(id))
      for row in table.rows {
        #expect(table.value("persons", in: row) == single.value("persons", of: row.key), "\(id)")
      }
      let rows = try await owner.query(
        """
        SELECT coalesce((\(sql))::text, '') AS code, coalesce((\(qualifications))::text, 'missing') AS qualification, count(*) AS n
        FROM (\(people)) p GROUP BY 1, 2
        """)
      for row in rows {
        let (code, other): (String, String) = (try row["code"], try row["qualification"])
        guard single.rows.contains(where: { $0.key == code }) else { continue }
        let place = other == "missing" || table.index(of: "q" + other) == nil ? other : "q" + other
        #expect(table.value(place, of: code) == .count(try row.decode("n")), "\(id) \(code) \(other)")
      }
    }
    let women: Int = try await owner.query("SELECT count(*) AS n FROM (\(people)) p WHERE sex = '2'")[0].decode("n")
    #expect(data.table("overview")?.value("women", of: "total") == .count(women))
  }
}
