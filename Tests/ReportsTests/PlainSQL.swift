@testable import Reports

/// What the reports ask for, in SQL of another shape than theirs.
enum PlainSQL {
  /// SQL for a bureau's subtree.
  static func subtree(_ column: String, _ top: String) -> String {
    "\(column) IN (WITH RECURSIVE t AS (SELECT code FROM review.department WHERE code = '\(top)' UNION ALL "
      + "SELECT c.code FROM review.department c JOIN t ON c.parent_code = t.code) SELECT code FROM t)"
  }

  /// SQL for a period: days compared as text.
  static func within(_ column: String, _ period: Period?) -> String {
    "to_char(\(column) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') BETWEEN '\(period?.from?.iso ?? "0")' AND "
      + "'\(period?.to?.iso ?? "9")'"
  }

  /// SQL for the working days after one day up to another, one by one.
  static func workingDays(_ from: String, _ to: String) -> String {
    "(SELECT count(*) FILTER (WHERE review.is_working_day(x::date)) FROM generate_series((\(from))::date + 1, (\(to))::date, "
      + "interval '1 day') AS x)"
  }

  /// SQL for the day in China.
  static func day(_ column: String) -> String { "(\(column) AT TIME ZONE 'Asia/Shanghai')::date" }
}
