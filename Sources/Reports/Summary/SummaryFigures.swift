import Domain
import Foundation
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

  /// Pending applications of a bureau that came in on one day.
  struct Arrival: Sendable {
    let department: String
    let day: Day
    let count: Int
    let overdue: Int
    let dueToday: Int
  }

  /// How often a return named a reason.
  struct Reason: Sendable {
    let code: String
    let text: String
    let count: Int
    /// Returns that name it first; the sum over all reasons is the number of returns.
    let first: Int
  }

  let tree: DepartmentTree
  let snapshotAt: Date
  let today: Day
  let actor: String
  let standings: [Standing]
  let arrivals: [Arrival]
  let reasons: [Reason]
  let calendar: WorkingCalendar

  /// Drafts are the applicants' own and counted nowhere; a lease that ran out counts as submitted, as in the queue.
  static let standingStatement = """
    SELECT department_code, review.effective_state(state, lease_expires_at) AS state, least(revision, 4) AS revision,
      count(*) AS applications
    FROM review.application
    WHERE department_code = ANY ($1::text[]) AND state IN ('approved', 'returned', 'submitted', 'in_review')
      AND submitted_at >= coalesce($2::date::timestamp AT TIME ZONE 'Asia/Shanghai', '-infinity')
      AND submitted_at < coalesce(($3::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai', 'infinity')
    GROUP BY 1, 2, 3
    """

  static let arrivalStatement = """
    SELECT department_code, ((submitted_at AT TIME ZONE 'Asia/Shanghai')::date)::text AS day, count(*) AS applications,
      count(*) FILTER (WHERE due_on < review.today()) AS overdue,
      count(*) FILTER (WHERE due_on = review.today()) AS due_today
    FROM review.application
    WHERE department_code = ANY ($1::text[]) AND state IN ('submitted', 'in_review')
      AND submitted_at >= coalesce($2::date::timestamp AT TIME ZONE 'Asia/Shanghai', '-infinity')
      AND submitted_at < coalesce(($3::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai', 'infinity')
    GROUP BY 1, 2
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
        AND d.decided_at >= coalesce($2::date::timestamp AT TIME ZONE 'Asia/Shanghai', '-infinity')
        AND d.decided_at < coalesce(($3::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai', 'infinity')
      GROUP BY r.code
    ) named JOIN review.return_reason reason ON reason.code = named.code
    ORDER BY named.times DESC, reason.ordinal
    """

  static let momentStatement =
    "SELECT now() AS at, review.today()::text AS today, session_user::text AS actor"

  static let holidayStatement = "SELECT date::text AS date, kind, name FROM review.holiday ORDER BY date"
}

extension SummaryFigures {
  init(_ transaction: borrowing Transaction, filters: ReportFilters) throws {
    guard let moment = try transaction.query(Self.momentStatement, name: "report moment").first else {
      throw ReportFailure.noDepartments
    }
    snapshotAt = try moment.decode("at")
    actor = try moment.decode("actor")
    today = Day(iso: try moment.decode("today")) ?? Day(of: snapshotAt)
    tree = try DepartmentTree(transaction, department: filters.department)

    let bounds: [(any SQLEncodable)?] = [tree.codes, filters.period?.from?.iso, filters.period?.to?.iso]
    standings = try transaction.query(Self.standingStatement, bounds, name: "summary standings").compactMap { row in
      guard let state = ApplicationState(rawValue: try row.decode("state")) else { return nil }
      return Standing(
        department: try row.decode("department_code"), state: state, revision: try row.decode("revision"),
        count: try row.decode("applications"))
    }
    arrivals = try transaction.query(Self.arrivalStatement, bounds, name: "summary arrivals").compactMap { row in
      guard let day = Day(iso: try row.decode("day")) else { return nil }
      return Arrival(
        department: try row.decode("department_code"), day: day, count: try row.decode("applications"),
        overdue: try row.decode("overdue"), dueToday: try row.decode("due_today"))
    }
    let hasPeriod = filters.period?.from != nil || filters.period?.to != nil
    let rows = try transaction.query(
      hasPeriod ? Self.reasonOfPeriodStatement : Self.reasonStatement, hasPeriod ? bounds : [tree.codes],
      name: "summary reasons")
    reasons = try rows.map { row in
      Reason(
        code: try row.decode("code"), text: try row.decode("text"), count: try row.decode("times"),
        first: try row.decode("first"))
    }
    let holidays = try transaction.query(Self.holidayStatement, name: "report holidays").compactMap { row -> Holiday? in
      let name: String = try row.decode("name")
      guard let day = Day(iso: try row.decode("date")), let kind = Holiday.Kind(rawValue: try row.decode("kind")) else {
        return nil
      }
      return Holiday(day: day, kind: kind, name: Text(zh: name, en: name))
    }
    calendar = WorkingCalendar(holidays: holidays)
  }
}
