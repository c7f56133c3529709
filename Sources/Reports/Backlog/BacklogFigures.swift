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
    SELECT department_code, day, due, holder, applications FROM review.figures_backlog($1, $2, $3, $4, $5)
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
