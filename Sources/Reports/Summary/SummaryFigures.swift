import Domain
import DomainSQL
import PostgreSQL

/// What the summary asks the database for, in one snapshot.
struct SummaryFigures: Sendable {
  /// Applications of a bureau that stand alike.
  struct Standing: Sendable {
    let department: String
    let state: ApplicationState
    /// Of the latest submission; 4 stands for 4 and more.
    let revision: Int
    let count: Int
  }

  /// How often a return named a reason.
  struct Reason: Sendable {
    let code: String
    let text: String
    let count: Int
    /// Returns that name it first; the sum over all reasons is the number of returns.
    let first: Int
  }

  let frame: ReportFrame
  let standings: [Standing]
  let backlog: BacklogFigures
  let reasons: [Reason]

  /// Drafts are the applicants' own and counted nowhere; a lease that ran out counts as submitted, as in the queue.
  static let standingStatement = """
    SELECT department_code, review.effective_state(state, lease_expires_at) AS state, least(revision, 4) AS revision,
      count(*) AS applications
    FROM review.application
    WHERE department_code = ANY ($1::text[]) AND state IN ('approved', 'returned', 'submitted', 'in_review')
      AND \(ReportFilters.Dated.bounds("submitted_at"))
    GROUP BY 1, 2, 3
    """

  /// Without a period: the reasons that these bureaus gave, which an index answers. Counted before the texts come in,
  /// so that millions of rows are not sorted by them.
  static let reasonStatement = """
    SELECT named.code, reason.text, named.times, named.first
    FROM (
      SELECT code, count(*) AS times, count(*) FILTER (WHERE ordinal = 1) AS first
      FROM review.decision_reason WHERE department_code = ANY ($1::text[]) GROUP BY code
    ) named JOIN review.return_reason reason ON reason.code = named.code
    ORDER BY named.times DESC, reason.ordinal
    """

  /// With a period: by the day of the return. Not by that of the submission, which lies in a table whose rows are each
  /// checked against their application: a minute for a province.
  static let reasonOfPeriodStatement = """
    SELECT named.code, reason.text, named.times, named.first
    FROM (
      SELECT r.code, count(*) AS times, count(*) FILTER (WHERE r.ordinal = 1) AS first
      FROM review.decision d JOIN review.decision_reason r ON r.decision_id = d.id
      WHERE d.department_code = ANY ($1::text[]) AND d.outcome = 'returned'
        AND \(ReportFilters.Dated.bounds("d.decided_at"))
      GROUP BY r.code
    ) named JOIN review.return_reason reason ON reason.code = named.code
    ORDER BY named.times DESC, reason.ordinal
    """
}

extension SummaryFigures {
  init(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws {
    self.frame = frame
    standings = try transaction.query(Self.standingStatement, frame.bounds, name: "summary standings").map { row in
      Standing(
        department: try row.decode("department_code"), state: try row.decode("state"),
        revision: try row.decode("revision"),
        count: try row.decode("applications"))
    }
    backlog = try BacklogFigures(transaction, frame)
    let rows =
      if frame.filters.period == nil {
        try transaction.query(Self.reasonStatement, [frame.tree.codes], name: "summary reasons")
      } else {
        try transaction.query(Self.reasonOfPeriodStatement, frame.bounds, name: "summary reasons of a period")
      }
    reasons = try rows.map { row in
      Reason(
        code: try row.decode("code"), text: try row.decode("text"), count: try row.decode("times"),
        first: try row.decode("first"))
    }
  }
}
