import Domain
import DomainSQL
import PostgreSQL

/// What came in and went out, and what waits now.
struct FlowFigures: Sendable {
  /// What happened to an application.
  enum Movement: String, CaseIterable, SQLDecodable {
    case first, again, withdrawn, reopened, approved, returned
    case movedIn = "moved_in"
    case movedOut = "moved_out"

    /// What it does to the number that waits.
    var change: Int {
      switch self {
      case .first, .again, .reopened, .movedIn: 1
      case .withdrawn, .approved, .returned, .movedOut: -1
      }
    }
  }

  typealias Counts = [Movement: Int]

  /// From the first day of the period, or from the first day on which anything happened, until now.
  var byDay: [Day: Counts] = [:]
  var within: [String: Counts] = [:]
  /// After the period.
  var after: [String: Counts] = [:]
  /// On the last working days before today.
  var recent: [String: Counts] = [:]
  /// What waits now.
  var pending: [String: Int] = [:]

  /// $4 is the first of the days that the present rate is taken from.
  static let statement = """
    SELECT department_code, day, movement, phase, recent, times, no_day FROM review.figures_flow($1, $2, $3, $4)
    """

  static let pendingStatement = """
    SELECT department_code, sum(applications)::bigint AS applications
    FROM review.figures_backlog($1, NULL, NULL, NULL, NULL) GROUP BY 1
    """

  /// Working days that the present rate is taken from.
  static let rateDays = 10
}

extension FlowFigures {
  init(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws {
    let start = frame.calendar.add(workingDays: -Self.rateDays, to: frame.today).day
    for row in try transaction.query(Self.statement, frame.bounds + [start], name: "flow") {
      let movement: Movement = try row.decode("movement")
      let times: Int = try row.decode("times")
      if try row.decode("no_day", as: Int.self) == 0 {
        byDay[try row.decode("day"), default: [:]][movement, default: 0] += times
      } else {
        let department: String = try row.decode("department_code")
        switch try row.decode("phase", as: String.self) {
        case "within": within[department, default: [:]][movement, default: 0] += times
        case "after": after[department, default: [:]][movement, default: 0] += times
        default: break
        }
        if try row.decode("recent") { recent[department, default: [:]][movement, default: 0] += times }
      }
    }
    for row in try transaction.query(Self.pendingStatement, [frame.tree.codes], name: "flow pending") {
      pending[try row.decode("department_code")] = try row.decode("applications", as: Int.self)
    }
  }
}
