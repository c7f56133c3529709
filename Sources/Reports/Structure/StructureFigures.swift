import Domain
import DomainSQL
import PostgreSQL

/// Accountants by bureau and by each of the dimensions.
struct StructureFigures: Sendable {
  /// By dimension's id, category's code and bureau.
  var counts: [String: [String: [String: Int]]] = [:]

  /// Of persons with several approved applications, only the one that was approved last counts. $4 is the state, $5
  /// whether the period is about the decision. One pass over the table counts all dimensions. Few persons have several
  /// approved ones: they are found first, so that not everybody is looked up.
  static func statement(_ all: [StructureDimension]) -> String {
    """
    WITH person AS MATERIALIZED (
      SELECT a.department_code, \(all.map { "\($0.expression) AS \($0.id)" }.joined(separator: ",\n    "))
      FROM review.application a
      WHERE a.department_code = ANY ($1::text[]) AND a.state IN ('approved', 'returned', 'submitted', 'in_review')
        AND review.effective_state(a.state, a.lease_expires_at) = $4
        AND \(ReportFilters.Dated.bounds("CASE WHEN $5 THEN a.decided_at ELSE a.submitted_at END"))
        AND ($4 <> 'approved'
          OR a.applicant_id NOT IN (
            SELECT s.applicant_id FROM review.application s WHERE s.state = 'approved' GROUP BY 1 HAVING count(*) > 1)
          OR NOT EXISTS (
          SELECT FROM review.application b WHERE b.applicant_id = a.applicant_id AND b.state = 'approved'
            AND (b.approved_at, b.id) > (a.approved_at, a.id)))
    )
    SELECT department_code, \(all.map { "\($0.id)::text AS \($0.id)" }.joined(separator: ", ")), count(*) AS persons,
      grouping(\(all.map(\.id).joined(separator: ", "))) AS outside
    FROM person
    GROUP BY GROUPING SETS (\(all.map { "(department_code, \($0.id))" }.joined(separator: ", ")))
    """
  }
}

extension StructureFigures {
  init(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws {
    let limits: [(any SQLEncodable)?] = [
      frame.filters.state ?? .approved, frame.dated == .decided && frame.filters.period != nil,
    ]
    let all = StructureDimension.all(frame.standards.codeLists)
    let known = Dictionary(
      uniqueKeysWithValues: all.map { dimension in (dimension.id, Set(dimension.categories.map(\.code))) })
    for row in try transaction.query(Self.statement(all), frame.bounds + limits, name: "structure") {
      let outside: Int = try row.decode("outside")
      // The dimension of the row is the one whose bit is not set; the first has the highest.
      guard let place = all.indices.first(where: { outside & (1 << (all.count - 1 - $0)) == 0 }) else { continue }
      let id = all[place].id
      var code = try row.decode(id, as: String?.self) ?? StructureDimension.missing.code
      if !code.isEmpty, known[id]?.contains(code) != true { code = StructureDimension.other.code }
      let department: String = try row.decode("department_code")
      counts[id, default: [:]][code, default: [:]][department, default: 0] += try row.decode("persons", as: Int.self)
    }
  }
}
