import Domain

extension ReportChart {
  /// The same picture without hidden figures; nil where little is left of it, or it would say something else.
  func published(of table: ReportTable) -> ReportChart? {
    let drawn = drawn(in: table)
    let broken = drawn.firstIndex { $0.contains(.hidden) }
    guard let broken else { return self }
    guard drawn.joined().contains(where: { $0 != .hidden && $0 != .count(0) }) else { return nil }
    switch kind {
    case .doughnut: return nil
    // A line would fall to 0 where nothing is shown.
    case .line: return with(.column, cells)
    // The most frequent, as far as they are shown.
    case .pareto: return broken < 3 ? nil : with(kind, .details(limit: broken))
    case .column, .stackedColumn, .bar, .stackedBar: return self
    }
  }

  /// By row.
  private func drawn(in table: ReportTable) -> [[ReportValue]] {
    let places = series.compactMap { table.index(of: $0.column) }
    switch cells {
    case .details(let limit):
      return table.rows.prefix { $0.kind == .detail }.prefix(limit).map { row in places.map { row.values[$0] } }
    case .total: return [table.total.map { row in places.map { row.values[$0] } } ?? []]
    }
  }
}
