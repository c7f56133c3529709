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
    try await query(
      "queue",
      """
      SELECT \(QueueItem.columns), (extract(epoch FROM q.submitted_at) * 1000000)::bigint AS submitted_us
      FROM review.queue($1, $2, $3, $4, $5, $6, timestamptz 'epoch' + $7::bigint * interval '1 microsecond', $8, $9) q
      """,
      [
        filter.department, filter.state, filter.overdue, filter.mine, filter.order.rawValue, filter.after?.dueOn,
        filter.after?.submittedMicroseconds, filter.after?.id, filter.limit,
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
      SELECT \(["pending", "due_today", "overdue", "held", "mine"]
        .map { "coalesce(sum(\($0)), 0)::bigint AS \($0)" }.joined(separator: ", "))
      FROM review.queue_counts()
      """
    ) { try QueueCounts($0) }
  }

  /// What waits, by department (only departments where something waits), the fullest first.
  public func queueCounts(department: String? = nil) async throws(StoreFailure) -> [DepartmentCounts] {
    try await query(
      "queue counts",
      "SELECT department_code, pending, due_today, overdue, held, mine FROM review.queue_counts($1)", [department]
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
