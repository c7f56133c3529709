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
    SELECT number, department_code, day, due, holder, revision
    FROM review.figures_oldest($1, $2, $3, $4, $5, \(limit))
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
