import Domain
import DomainSQL
import PostgreSQL

/// Why applications were returned, and what became of it.
struct ReasonsFigures: Sendable {
  /// What became of a reason that a return named.
  enum Fate: String, CaseIterable, SQLDecodable {
    /// The next decision did not name it again.
    case corrected
    /// The next decision was a return that named it again, about the same field or slot.
    case again
    /// Submitted again, not decided yet.
    case pending
    /// Not submitted again.
    case open
    /// Decided anew without a submission between, or gone to a bureau that the caller does not see.
    case other
  }

  /// How often something was named, by what became of it.
  struct Counts: Sendable {
    var times = 0
    /// Returns that name it first; over all reasons, the number of returns.
    var returns = 0
    var fates: [Fate: Int] = [:]

    static func + (left: Counts, right: Counts) -> Counts {
      Counts(
        times: left.times + right.times, returns: left.returns + right.returns,
        fates: left.fates.merging(right.fates, uniquingKeysWith: +))
    }
  }

  struct Reason: Sendable {
    let code: String
    let text: Text
  }

  var byCode: [String: Counts] = [:]
  /// By field or slot without index; "" where the return points at none.
  var byTarget: [String: Counts] = [:]
  /// By the first of the month, then by code.
  var byMonth: [Day: [String: Counts]] = [:]
  var byDepartment: [String: Counts] = [:]
  /// How often, by bureau and code.
  var byDepartmentCode: [String: [String: Int]] = [:]
  /// In the order of the list.
  var reasons: [Reason] = []
  /// What fields and slots are called.
  var labels: [String: Text] = [:]

  static let statement = """
    SELECT department_code, month, code, target, fate, times, returns, no_department, no_month, no_target
    FROM review.figures_reasons($1, $2, $3, $4)
    """

  static let reasonStatement = "SELECT code, text FROM review.return_reason ORDER BY ordinal"
}

extension ReasonsFigures {
  init(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws {
    let parameters: [(any SQLEncodable)?] = frame.bounds + [frame.filters.reviewer]
    for row in try transaction.query(Self.statement, parameters, name: "reasons") {
      let times: Int = try row.decode("times")
      let fate: Fate = try row.decode("fate")
      let counts = Counts(times: times, returns: try row.decode("returns"), fates: [fate: times])
      if try row.decode("no_department", as: Int.self) == 0 {
        let department: String = try row.decode("department_code")
        byDepartment[department] = byDepartment[department].map { $0 + counts } ?? counts
        byDepartmentCode[department, default: [:]][try row.decode("code"), default: 0] += times
      } else if try row.decode("no_month", as: Int.self) == 0 {
        let month: Day = try row.decode("month")
        let code: String = try row.decode("code")
        byMonth[month, default: [:]][code] = byMonth[month]?[code].map { $0 + counts } ?? counts
      } else if try row.decode("no_target", as: Int.self) == 0 {
        let target: String = try row.decode("target")
        byTarget[target] = byTarget[target].map { $0 + counts } ?? counts
      } else {
        let code: String = try row.decode("code")
        byCode[code] = byCode[code].map { $0 + counts } ?? counts
      }
    }
    let words = try frame.returnWords(transaction)
    reasons = try transaction.query(Self.reasonStatement, name: "return reasons").map {
      let code: String = try $0.decode("code")
      return Reason(code: code, text: words.text(of: code, stored: try $0.decode("text")))
    }
    for target in byTarget.keys { labels[target] = words.label(target) }
  }
}
