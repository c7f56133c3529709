import PostgreSQL
import TestSupport

extension World {
  /// In what the one row of a SELECT differs from what is expected of it, column by column; "" when in nothing. Every column counts,
  /// so that one which nobody writes any more is seen.
  ///
  /// - Parameters:
  ///   - expected: the row as JSON.
  ///   - unknown: columns that nobody can foresee.
  func difference(
    _ select: String, _ parameters: [(any SQLEncodable)?] = [], from expected: String, but unknown: [String] = [],
    as connection: Connection? = nil
  ) async throws -> String {
    let row =
      try await (connection ?? owner).text("SELECT to_jsonb(r)::text FROM (\(select)) AS r", parameters) ?? "{}"
    return try await owner.text(
      """
      SELECT coalesce(string_agg(format('%s: %s instead of %s', coalesce(x.key, e.key), x.value, e.value), '; '), '')
      FROM jsonb_each($1::jsonb - $3::text[]) AS x FULL JOIN jsonb_each($2::jsonb) AS e ON e.key = x.key
      WHERE x.value IS DISTINCT FROM e.value
      """, [row, expected, unknown]) ?? ""
  }

  /// In what the latest entry of the audit differs from what is expected of it. Whose application, when and under which number is seen
  /// elsewhere; "at" must be there all the same.
  func differenceOfLatestEvent(from expected: String) async throws -> String {
    try await difference(
      """
      SELECT e.actor, e.action, e.application_id IS NOT NULL AS has_application, e.revision, e.department_code, e.subject, e.purpose, e.detail
      FROM review.event e ORDER BY e.id DESC LIMIT 1
      """, from: expected)
  }
}
