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

  /// Working days are counted by a running sum over the calendar. The submission is looked for among the bureaus' own
  /// events, of which an index knows the department; only where it came in elsewhere, one by one.
  static let reviewStatement = """
    WITH decided AS (
      SELECT id, application_id, revision, department_code, decided_at
      FROM review.decision
      WHERE department_code = ANY ($1::text[]) AND \(ReportFilters.Dated.bounds("decided_at"))
        AND ($4::text IS NULL OR decided_by = $4)
    ), begun AS (
      SELECT d.id, max(e.at) FILTER (WHERE e.action <> 'due_moved') AS at, max(e.detail ->> 'due_on') AS due
      FROM decided d JOIN review.event e ON e.application_id = d.application_id AND e.revision = d.revision
      WHERE e.department_code = ANY ($1::text[]) AND e.action IN ('submitted', 'reopened', 'due_moved') AND e.at <= d.decided_at
      GROUP BY d.id HAVING count(*) FILTER (WHERE e.action <> 'due_moved') > 0
    ), timed AS (
      SELECT d.department_code, (d.decided_at AT TIME ZONE 'Asia/Shanghai')::date AS decided, coalesce(b.due, other.due)::date AS due,
        (coalesce(b.at, other.at) AT TIME ZONE 'Asia/Shanghai')::date AS begun
      FROM decided d LEFT JOIN begun b ON b.id = d.id LEFT JOIN LATERAL (
        SELECT max(e.at) FILTER (WHERE e.action <> 'due_moved') AS at, max(e.detail ->> 'due_on') AS due FROM review.event e
        WHERE b.id IS NULL AND e.application_id = d.application_id AND e.revision = d.revision
          AND e.action IN ('submitted', 'reopened', 'due_moved') AND e.at <= d.decided_at) AS other ON true
    ), calendar AS MATERIALIZED (
      SELECT day::date AS day, sum(review.is_working_day(day::date)::integer) OVER (ORDER BY day) AS working
      FROM (SELECT min(begun) AS first, max(decided) AS last FROM timed) AS span,
        generate_series(span.first, span.last, interval '1 day') AS day
    )
    SELECT t.department_code, date_trunc('month', t.decided)::date AS month,
      (last.working - first.working)::integer AS days, count(*) AS cases, count(*) FILTER (WHERE t.decided > t.due) AS late
    FROM timed t JOIN calendar first ON first.day = t.begun JOIN calendar last ON last.day = t.decided
    GROUP BY 1, 2, 3
    """

  static let correctionStatement = """
    SELECT department_code, date_trunc('month', day)::date AS month, days, count(*) AS cases, 0 AS late
    FROM (
      SELECT e.department_code, (e.at AT TIME ZONE 'Asia/Shanghai')::date AS day,
        (e.at AT TIME ZONE 'Asia/Shanghai')::date - max((d.decided_at AT TIME ZONE 'Asia/Shanghai')::date) AS days
      FROM review.event e JOIN review.decision d ON d.application_id = e.application_id AND d.revision = e.revision - 1
      WHERE e.department_code = ANY ($1::text[]) AND e.action = 'submitted' AND e.revision > 1
        AND d.department_code = ANY ($1::text[]) AND d.outcome = 'returned' AND d.decided_at <= e.at
        AND \(ReportFilters.Dated.bounds("e.at"))
        AND ($4::text IS NULL OR d.decided_by = $4)
      GROUP BY e.id
    ) again GROUP BY 1, 2, 3
    """

  static let wholeStatement = """
    SELECT department_code, date_trunc('month', approved_at AT TIME ZONE 'Asia/Shanghai')::date AS month,
      (approved_at AT TIME ZONE 'Asia/Shanghai')::date - (first_submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS days,
      count(*) AS cases, 0 AS late
    FROM review.application
    WHERE department_code = ANY ($1::text[]) AND state = 'approved'
      AND \(ReportFilters.Dated.bounds("approved_at"))
      AND ($4::text IS NULL OR decided_by = $4)
    GROUP BY 1, 2, 3
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
