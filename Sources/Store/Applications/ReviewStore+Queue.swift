public import Domain
import DomainSQL
import PostgreSQL

/// Which pending applications to list, and in which order.
public struct QueueFilter: Sendable, Hashable {
  /// Order of the list: the oldest due first, or the oldest submitted first.
  public enum Order: String, Sendable, CaseIterable { case due, submitted }

  /// Only this department and what is below it; nil for all that the caller may see.
  public var department: String?
  /// Only submitted, or only in review; nil for both.
  public var state: ApplicationState?
  /// Only what should have been decided before today.
  public var overdue = false
  /// Only what the caller holds.
  public var mine = false
  /// The order.
  public var order: Order = .due
  /// At most so many rows.
  public var limit = 20
  /// Behind this row of an earlier page.
  public var after: QueueCursor?

  /// All pending applications, the oldest due first.
  public init() {}
}

/// How much waits.
public struct QueueCounts: Sendable, Hashable {
  /// Submitted or in review.
  public var pending = 0
  /// Pending and due today.
  public var dueToday = 0
  /// Pending and due before today.
  public var overdue = 0
  /// Pending and held by somebody.
  public var held = 0
  /// Pending and held by the caller.
  public var mine = 0
}

extension QueueCounts {
  init(_ row: Row) throws(DatabaseError) {
    self.init(
      pending: try row.decode("pending"), dueToday: try row.decode("due_today"), overdue: try row.decode("overdue"),
      held: try row.decode("held"), mine: try row.decode("mine"))
  }
}

/// How much waits in one department.
public struct DepartmentCounts: Sendable, Hashable {
  /// The department.
  public let departmentCode: String
  /// What waits there.
  public let counts: QueueCounts
}

extension ReviewStore {
  /// One page of pending applications, without names. Cheap for any number of departments: each gives at most a page from its own index.
  public func queue(_ filter: QueueFilter = QueueFilter()) async throws(StoreFailure) -> [QueueItem] {
    let order = filter.order == .due ? "due_on, q.submitted_at, q.id" : "submitted_at, q.id"
    let since = "timestamptz 'epoch' + $5::bigint * interval '1 microsecond'"
    let behind =
      filter.order == .due
      ? "(q.due_on, q.submitted_at, q.id) > ($4, \(since), $6)" : "(q.submitted_at, q.id) > (\(since), $6)"
    let sql = """
      SELECT q.*, (extract(epoch FROM q.submitted_at) * 1000000)::bigint AS submitted_us
      FROM review.department d CROSS JOIN LATERAL (
        SELECT \(QueueItem.columns) FROM review.queue_item() q
        WHERE q.department_code = d.code AND ($2::text IS NULL OR q.state = $2) AND ($3::boolean IS NOT TRUE OR q.overdue)
          AND ($4::date IS NULL OR \(behind)) AND ($7::boolean IS NOT TRUE OR q.holder = session_user::text)
        ORDER BY q.\(order) LIMIT $8) q
      WHERE d.code = ANY ((SELECT review.my_departments())::text[]) AND ($1::text IS NULL OR d.ancestors @> ARRAY[$1::text])
      ORDER BY q.\(order) LIMIT $8
      """
    return try await query(
      "queue", sql,
      [
        filter.department, filter.state, filter.overdue, filter.after?.dueOn, filter.after?.submittedMicroseconds,
        filter.after?.id,
        filter.mine, filter.limit,
      ]
    ) { try QueueItem($0) }
  }

  /// The same with the applicants' names. It is on record first whose names are read.
  public func named(_ items: [QueueItem]) async throws(StoreFailure) -> [QueueItem] {
    guard !items.isEmpty else { return [] }
    let ticket = try await ticket(.names, ["numbers": .array(items.map { .string($0.number) })])
    let pairs = try await query("names", "SELECT number, applicant FROM review.names($1)", [ticket]) {
      (try $0.decode("number", as: String.self), try $0.decode("applicant", as: String.self))
    }
    let names = Dictionary(pairs) { first, _ in first }
    return items.map { item in
      var named = item
      named.applicant = names[item.number]
      return named
    }
  }

  /// What waits in all departments of the caller together; cheap enough to ask before each prompt.
  public func queueTotals() async throws(StoreFailure) -> QueueCounts {
    try await one(
      "queue totals",
      """
      SELECT count(*) AS pending, count(*) FILTER (WHERE due_on = (SELECT review.today())) AS due_today,
        count(*) FILTER (WHERE due_on < (SELECT review.today())) AS overdue,
        count(*) FILTER (WHERE state = 'in_review' AND lease_expires_at > now()) AS held,
        count(*) FILTER (WHERE state = 'in_review' AND lease_expires_at > now() AND holder = session_user::text) AS mine
      FROM review.application WHERE state IN ('submitted', 'in_review')
      """
    ) { try QueueCounts($0) }
  }

  /// What waits, by department (only departments where something waits), the fullest first.
  public func queueCounts(department: String? = nil) async throws(StoreFailure) -> [DepartmentCounts] {
    try await query(
      "queue counts",
      """
      SELECT q.department_code, count(*) AS pending, count(*) FILTER (WHERE q.due_on = t.today) AS due_today,
        count(*) FILTER (WHERE q.due_on < t.today) AS overdue, count(q.holder) AS held,
        count(*) FILTER (WHERE q.holder = session_user::text) AS mine
      FROM review.queue_item() q, (SELECT review.today() AS today) t
      WHERE $1::text IS NULL OR q.department_code = ANY (ARRAY(SELECT d.code FROM review.department d WHERE d.ancestors @> ARRAY[$1::text]))
      GROUP BY q.department_code ORDER BY 2 DESC, 1
      """, [department]
    ) { row in
      DepartmentCounts(
        departmentCode: try row.decode("department_code"),
        counts: try QueueCounts(row))
    }
  }
}

extension Sequence where Element == DepartmentCounts {
  /// All departments together.
  public var total: QueueCounts {
    reduce(into: QueueCounts()) { sum, one in
      sum.pending += one.counts.pending
      sum.dueToday += one.counts.dueToday
      sum.overdue += one.counts.overdue
      sum.held += one.counts.held
      sum.mine += one.counts.mine
    }
  }
}
