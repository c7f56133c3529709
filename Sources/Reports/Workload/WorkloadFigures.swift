import Domain
import DomainSQL
import PostgreSQL

/// Decisions by who made them, where and when.
struct WorkloadFigures: Sendable {
  struct DecisionCount: Sendable {
    let reviewer: String
    let department: String
    let day: Day
    let isApproval: Bool
    /// About a first submission.
    let isFirst: Bool
    let count: Int
    /// The revisions' numbers added up.
    let revisions: Int
  }

  let decisions: [DecisionCount]

  static let statement = """
    SELECT decided_by, department_code, day, approval, first, decisions, revisions
    FROM review.figures_workload($1, $2, $3, $4)
    """
}

extension WorkloadFigures {
  init(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws {
    let parameters: [(any SQLEncodable)?] = frame.bounds + [frame.filters.reviewer]
    decisions = try transaction.query(Self.statement, parameters, name: "workload").map { row in
      DecisionCount(
        reviewer: try row.decode("decided_by"), department: try row.decode("department_code"),
        day: try row.decode("day"),
        isApproval: try row.decode("approval"), isFirst: try row.decode("first"), count: try row.decode("decisions"),
        revisions: try row.decode("revisions"))
    }
  }
}
