import Domain

extension ReportChart {
  /// The same picture of a published table; nil where it would be empty, or say something else.
  func published(of table: ReportTable) -> ReportChart? {
    let drawn = drawn(in: table)
    guard drawn.contains(where: { $0 != .hidden && $0 != .count(0) }) else { return nil }
    guard drawn.contains(.hidden) else { return self }
    // A line would fall to 0 where nothing is shown.
    return kind == .line ? with(.column, cells) : kind == .pareto ? nil : self
  }

  private func drawn(in table: ReportTable) -> [ReportValue] {
    let places = series.compactMap { table.index(of: $0.column) }
    return switch cells {
    case .details(let limit):
      table.rows.prefix { $0.kind == .detail }.prefix(limit).flatMap { row in places.map { row.values[$0] } }
    case .total: table.total.map { row in places.map { row.values[$0] } } ?? []
    }
  }
}
