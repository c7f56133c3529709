import Domain
import PostgreSQL

/// What a 通报 counts: decisions of a period and of the one before, and what waits now.
struct BulletinFigures: Sendable {
  /// What a bureau has.
  struct Counts: Sendable {
    var approved = 0
    var returned = 0
    var onTime = 0
    /// Decisions of the span before, and those of them on time.
    var before = 0
    var onTimeBefore = 0
    /// Whatever the period is.
    var pending = 0
    var overdue = 0

    static func + (a: Counts, b: Counts) -> Counts {
      Counts(
        approved: a.approved + b.approved, returned: a.returned + b.returned, onTime: a.onTime + b.onTime,
        before: a.before + b.before, onTimeBefore: a.onTimeBefore + b.onTimeBefore, pending: a.pending + b.pending,
        overdue: a.overdue + b.overdue)
    }
  }

  /// By bureau.
  private(set) var counts: [String: Counts] = [:]

  static let pendingStatement = """
    SELECT department_code, sum(applications)::bigint AS pending,
      coalesce(sum(applications) FILTER (WHERE due < review.today()), 0)::bigint AS overdue
    FROM review.figures_backlog($1, NULL, NULL, NULL, NULL) GROUP BY 1
    """
}

extension BulletinFigures {
  /// - Parameter earlier: the same of the span before; nil where nothing is compared.
  init(_ transaction: borrowing Transaction, _ frame: ReportFrame, earlier: ReportFrame?) throws {
    for made in try WorkloadFigures(transaction, frame).decisions {
      if made.isApproval {
        counts[made.department, default: Counts()].approved += made.count
      } else {
        counts[made.department, default: Counts()].returned += made.count
      }
    }
    for review in try TurnaroundFigures.reviews(transaction, frame) {
      counts[review.department, default: Counts()].onTime += review.count - review.late
    }
    if let earlier {
      for review in try TurnaroundFigures.reviews(transaction, earlier) {
        counts[review.department, default: Counts()].before += review.count
        counts[review.department, default: Counts()].onTimeBefore += review.count - review.late
      }
    }
    for row in try transaction.query(Self.pendingStatement, [frame.tree.codes], name: "bulletin pending") {
      let department: String = try row.decode("department_code")
      counts[department, default: Counts()].pending = try row.decode("pending")
      counts[department, default: Counts()].overdue = try row.decode("overdue")
    }
  }
}
