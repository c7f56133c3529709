import Domain
import DomainSQL
import PostgreSQL

/// Pending applications, counted by what tells how long they wait and how long they may.
struct BacklogFigures: Sendable {
  /// Pending applications of a bureau that came in on one day.
  struct Arrival: Sendable {
    let department: String
    /// The latest submission's.
    let day: Day
    let due: Day
    /// Who reviews them; nil for nobody.
    let holder: String?
    let count: Int
  }

  let arrivals: [Arrival]

  /// Reviewers and leases as in the queue: a lease that ran out is none. $4 and $5 are null or the state and holder
  /// that count.
  static let statement = """
    SELECT department_code, (submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS day, due_on AS due,
      CASE WHEN lease_expires_at > now() THEN holder END AS holder, count(*) AS applications
    FROM review.application
    WHERE department_code = ANY ($1::text[]) AND state IN ('submitted', 'in_review')
      AND \(ReportFilters.Dated.bounds("submitted_at"))
      AND ($4::text IS NULL OR review.effective_state(state, lease_expires_at) = $4)
      AND ($5::text IS NULL OR (holder = $5 AND lease_expires_at > now()))
    GROUP BY 1, 2, 3, 4
    """
}

extension BacklogFigures {
  init(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws {
    let limits: [(any SQLEncodable)?] = [frame.filters.state, frame.filters.reviewer]
    arrivals = try transaction.query(Self.statement, frame.bounds + limits, name: "backlog").map { row in
      Arrival(
        department: try row.decode("department_code"), day: try row.decode("day"), due: try row.decode("due"),
        holder: try row.decode("holder"),
        count: try row.decode("applications"))
    }
  }
}
