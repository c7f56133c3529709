import Domain
import DomainSQL
import PostgreSQL

/// What a ledger reads, and how its columns are to be read.
struct LedgerPlan: Sendable {
  let order: Ledger.Order
  let frame: ReportFrame
  let columns: [LedgerColumn]
  /// Its columns are `columns`. In a select list the function hands out row by row, in their order; in FROM the server would keep a million
  /// rows first. OFFSET 0 has it asked once a row.
  let statement: String
  let parameters: [(any SQLEncodable)?]

  init(_ transaction: borrowing Transaction, _ order: Ledger.Order, _ frame: ReportFrame) throws {
    let provinces = try frame.tree.provinces(transaction)
    let columns = LedgerColumns.of(
      provinces.flatMap(frame.catalogue.profiles.versions(of:)),
      bureaus: Dictionary(
        uniqueKeysWithValues: frame.tree.nodes.map { ($0.code, Text(zh: $0.fullName, en: $0.fullName)) }),
      staff: try StaffNames(transaction).names.mapValues { Text(zh: $0, en: $0) }, isMasked: order.isMasked,
      returns: ReturnWords(frame.catalogue, provinces: provinces), language: order.language)
    self.init(
      order: order, frame: frame, columns: columns,
      statement: """
        SELECT \(columns.map(\.expression).joined(separator: ", "))
        FROM (SELECT (t.r).* FROM (SELECT review.ledger() AS r OFFSET 0) AS t OFFSET 0) AS l
          CROSS JOIN LATERAL \(LedgerColumns.answers(columns))
        WHERE \(Self.condition(frame))
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

  /// How many rows it has at most, as counted when the export was begun.
  func count(_ transaction: borrowing Transaction) throws -> Int {
    try transaction.query("SELECT coalesce((review.export_open()).covered, 0)", name: "ledger count")[0].decode(0)
  }

  /// $1 to $5: bureaus, first and last day, state, reviewer.
  private static func condition(_ frame: ReportFrame) -> String {
    """
    l.department_code = ANY ($1::text[]) AND ($4::text IS NULL OR l.state = $4)
      AND ($5::text IS NULL OR coalesce(l.decided_by, l.holder) = $5)
      AND \(frame.filters.period == nil
        ? "$2::text IS NULL AND $3::text IS NULL"
        : ReportFilters.Dated.bounds(frame.dated == .decided ? "l.decided_at" : "l.submitted_at"))
    """
  }
}
