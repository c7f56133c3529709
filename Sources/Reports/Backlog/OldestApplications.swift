import Domain
import DomainSQL
import PostgreSQL

/// The pending applications that are due first.
struct OldestApplications: Sendable {
  struct Item: Sendable {
    let number: String
    let department: String
    let submitted: Day
    let due: Day
    let holder: String?
    let revision: Int
  }

  let items: [Item]

  /// Few enough for a page.
  static let limit = 20

  static let statement = """
    SELECT number, department_code, (submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS day, due_on AS due,
      CASE WHEN lease_expires_at > now() THEN holder END AS holder, revision
    FROM review.application
    WHERE department_code = ANY ($1::text[]) AND state IN ('submitted', 'in_review')
      AND \(ReportFilters.Dated.bounds("submitted_at"))
      AND ($4::text IS NULL OR review.effective_state(state, lease_expires_at) = $4)
      AND ($5::text IS NULL OR (holder = $5 AND lease_expires_at > now()))
    ORDER BY due_on, submitted_at, id LIMIT \(limit)
    """

  init(_ items: [Item]) { self.items = items }

  init(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws {
    let limits: [(any SQLEncodable)?] = [frame.filters.state, frame.filters.reviewer]
    items = try transaction.query(Self.statement, frame.bounds + limits, name: "backlog oldest").map { row in
      Item(
        number: try row.decode("number"), department: try row.decode("department_code"),
        submitted: try row.decode("day"), due: try row.decode("due"),
        holder: try row.decode("holder"), revision: try row.decode("revision"))
    }
  }
}
