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
    /// Of these, decided before the due day.
    let early: Int
    /// Login of who decided; empty where that does not matter.
    let reviewer: String
  }

  /// Decisions, in working days from the submission or reopening.
  let reviews: [Case]
  /// Resubmissions, in days from the return.
  let corrections: [Case]
  /// Approvals, in days from the first submission.
  let wholes: [Case]
  /// Working days in which each bureau promises to decide: what its province's form in force says.
  let promises: [String: Int]

  static let reviewStatement = """
    SELECT department_code, month, days, cases, late, early, decided_by FROM review.figures_reviews($1, $2, $3, $4)
    """

  static let correctionStatement = """
    SELECT department_code, month, days, cases, 0 AS late, 0 AS early, '' AS decided_by FROM review.figures_corrections($1, $2, $3, $4)
    """

  static let wholeStatement = """
    SELECT department_code, month, days, cases, 0 AS late, 0 AS early, '' AS decided_by FROM review.figures_wholes($1, $2, $3, $4)
    """

  static let promiseStatement = """
    SELECT d.code, p.working_days FROM review.department d CROSS JOIN LATERAL (
      SELECT coalesce((x.settings ->> 'working_days')::integer, 5) AS working_days FROM review.profile x
      WHERE x.province = d.province AND x.valid_from <= review.today() ORDER BY x.valid_from DESC, x.version DESC LIMIT 1) AS p
    WHERE d.code = ANY ($1::text[])
    """
}

extension TurnaroundFigures {
  init(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws {
    reviews = try Self.reviews(transaction, frame)
    corrections = try Self.cases("turnaround corrections", Self.correctionStatement, transaction, frame)
    wholes = try Self.cases("turnaround wholes", Self.wholeStatement, transaction, frame)
    promises = Dictionary(
      try transaction.query(Self.promiseStatement, [frame.tree.codes], name: "turnaround promises").map { row in
        (try row.decode("code", as: String.self), try row.decode("working_days", as: Int.self))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Decisions, in working days from the submission or reopening; asked once for all reports of a frame.
  static func reviews(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws -> [Case] {
    if let known = frame.reviews.value { return known }
    let found = try cases("turnaround reviews", reviewStatement, transaction, frame)
    frame.reviews.value = found
    return found
  }

  private static func cases(
    _ name: String, _ statement: String, _ transaction: borrowing Transaction, _ frame: ReportFrame
  ) throws -> [Case] {
    let parameters: [(any SQLEncodable)?] = frame.bounds + [frame.filters.reviewer]
    return try transaction.query(statement, parameters, name: name).map { row in
      Case(
        department: try row.decode("department_code"), month: try row.decode("month"), days: try row.decode("days"),
        count: try row.decode("cases"), late: try row.decode("late"), early: try row.decode("early"),
        reviewer: try row.decode("decided_by"))
    }
  }
}
