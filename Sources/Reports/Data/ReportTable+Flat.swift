import Domain

extension ReportTable {
  /// A table of detail rows with their total below.
  ///
  /// - Parameters:
  ///   - label: the column that says 合计 in the total's row.
  ///   - totals: the total's cells of columns that do not add up (a median over all), by column.
  ///   - listing: which rows there are.
  init(
    id: String, title: Text, columns: [ReportColumn], details: [Row], label: String,
    totals: [String: ReportValue] = [:], listing: Listing = .all
  ) {
    var cells = columns.map { totals[$0.id] ?? .none }
    if let place = columns.firstIndex(where: { $0.id == label }) { cells[place] = .label(DepartmentRows.total) }
    self.init(
      id: id, title: title, columns: columns,
      rows: details + [.sum(.total, "total", cells, covers: Array(details.indices))],
      listing: listing)
  }

  /// The total's cell as text, for sentences; `–` where there is none.
  func totalText(_ column: String) -> String { total.map { value(column, in: $0).text(.en) } ?? "–" }
}
