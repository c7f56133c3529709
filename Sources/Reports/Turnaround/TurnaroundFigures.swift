import Domain
import DomainSQL
import PostgreSQL

/// How long reviews, corrections and whole applications took.
struct TurnaroundFigures: Sendable {
  /// Cases of a bureau and month that took equally long.
  struct Case: Sendable {
    let department: String
    /// The first of the month in which it ended.
    let month: Day
    let days: Int
    let count: Int
    /// Of these, decided after the due day.
    let late: Int
  }

  /// Decisions, in working days from the submission or reopening.
  let reviews: [Case]
  /// Resubmissions, in days from the return.
  let corrections: [Case]
  /// Approvals, in days from the first submission.
  let wholes: [Case]

  static let reviewStatement = """
    SELECT department_code, month, days, cases, late FROM review.figures_reviews($1, $2, $3, $4)
    """

  static let correctionStatement = """
    SELECT department_code, month, days, cases, 0 AS late FROM review.figures_corrections($1, $2, $3, $4)
    """

  static let wholeStatement = """
    SELECT department_code, month, days, cases, 0 AS late FROM review.figures_wholes($1, $2, $3, $4)
    """
}

extension TurnaroundFigures {
  init(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws {
    func cases(_ name: String, _ statement: String) throws -> [Case] {
      let parameters: [(any SQLEncodable)?] = frame.bounds + [frame.filters.reviewer]
      return try transaction.query(statement, parameters, name: name).map { row in
        Case(
          department: try row.decode("department_code"), month: try row.decode("month"), days: try row.decode("days"),
          count: try row.decode("cases"), late: try row.decode("late"))
      }
    }
    reviews = try cases("turnaround reviews", Self.reviewStatement)
    corrections = try cases("turnaround corrections", Self.correctionStatement)
    wholes = try cases("turnaround wholes", Self.wholeStatement)
  }
}
