import Domain
import DomainSQL
import PostgreSQL

/// What a ledger reads, and how its columns are to be read.
struct LedgerPlan: Sendable {
  let order: Ledger.Order
  let frame: ReportFrame
  let columns: [LedgerColumn]
  /// Its columns are `columns`.
  let statement: String
  let parameters: [(any SQLEncodable)?]

  init(_ transaction: borrowing Transaction, _ order: Ledger.Order, _ frame: ReportFrame, profiles: ProfileFolder)
    throws
  {
    let provinces = try frame.tree.provinces(transaction)
    let columns = LedgerColumns.of(
      provinces.flatMap(profiles.versions(of:)),
      bureaus: Dictionary(
        uniqueKeysWithValues: frame.tree.nodes.map { ($0.code, Text(zh: $0.fullName, en: $0.fullName)) }),
      staff: try StaffNames(transaction).names.mapValues { Text(zh: $0, en: $0) }, isMasked: order.isMasked,
      language: order.language)
    self.init(
      order: order, frame: frame, columns: columns,
      statement: """
        SELECT \(columns.map(\.expression).joined(separator: ", "))
        FROM review.ledger l CROSS JOIN LATERAL \(LedgerColumns.answers(columns))
        WHERE \(Self.condition(frame, "l", state: "l.state")) ORDER BY l.id
        """,
      parameters: frame.bounds + [order.filters.state, order.filters.reviewer])
  }

  init(
    order: Ledger.Order, frame: ReportFrame, columns: [LedgerColumn], statement: String,
    parameters: [(any SQLEncodable)?]
  ) {
    self.order = order
    self.frame = frame
    self.columns = columns
    self.statement = statement
    self.parameters = parameters
  }

  var mark: ExportMark? { ExportMark(export: order.export, purpose: order.purpose) }

  /// How many rows it will have, without reading what was answered.
  func count(_ transaction: borrowing Transaction) throws -> Int {
    let state = "review.effective_state(a.state, a.lease_expires_at)"
    return try transaction.query(
      "SELECT count(*) FROM review.application a WHERE \(Self.condition(frame, "a", state: state))", parameters,
      name: "ledger count"
    )[0].decode(0)
  }

  /// $1 to $5: bureaus, first and last day, state, reviewer.
  private static func condition(_ frame: ReportFrame, _ row: String, state: String) -> String {
    let at = frame.dated == .decided ? "\(row).decided_at" : "\(row).submitted_at"
    return """
      \(row).department_code = ANY ($1) AND \(state) <> 'draft' AND ($4::text IS NULL OR \(state) = $4)
        AND ($5::text IS NULL OR coalesce(\(row).decided_by, \(row).holder) = $5)
        AND \(frame.filters.period == nil ? "$2::text IS NULL AND $3::text IS NULL" : ReportFilters.Dated.bounds(at))
      """
  }
}
