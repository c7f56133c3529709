/// Tables for the public, by the rounding of HESA (UK higher education statistics): each count rounded from its true value, so that what
/// is shown tells no single person, and shares of rounded counts.
extension ReportTable {
  /// Counts are shown as multiples of it.
  static let step = 5
  /// Shares of fewer are not shown.
  static let leastShared = 23
  /// Averages, medians, days of fewer are not shown.
  static let leastAveraged = 8

  /// The same table with rounded cells, which stand by themselves.
  func published() -> ReportTable { fixed(rows.indices.map { row in columns.indices.map { published(row, $0) } }) }

  private func published(_ row: Int, _ place: Int) -> ReportValue {
    let (column, value) = (columns[place], rows[row].values[place])
    if value == .none { return value }
    switch column.calculation {
    case .ratio(let part, let whole):
      let (part, whole) = (count(part, row), count(whole, row))
      return column.kind == .decimal
        ? ratio(part, whole, least: Self.leastAveraged).map(ReportValue.number) ?? .hidden : share(part, of: whole)
    case .shareOfTotal(let id): return share(count([id], row), of: totalCount(id))
    case .runningShare(let id):
      let above = rows.indices.prefix(row + 1).filter { rows[$0].kind == .detail }
      return share(above.reduce(0) { $0 + count([id], $1) }, of: totalCount(id))
    case .given, .own, .sum, .difference, .running, .balance: break
    }
    switch column.kind {
    case .count: return .count(Self.rounded(value.count ?? 0))
    case .measure, .decimal, .day: return base(column, row) < Self.leastAveraged ? .hidden : value
    case .share: return share(Int(((value.share ?? 0) * Double(base(column, row))).rounded()), of: base(column, row))
    case .ordinal, .text, .code: return value
    }
  }

  private func share(_ part: Int, of whole: Int) -> ReportValue {
    ratio(part, whole, least: Self.leastShared).map(ReportValue.share) ?? .hidden
  }

  private func ratio(_ part: Int, _ whole: Int, least: Int) -> Double? {
    whole < least ? nil : Double(Self.rounded(part)) / Double(Self.rounded(whole))
  }

  private func count(_ ids: [String], _ row: Int) -> Int {
    ids.reduce(0) { $0 + (value($1, in: rows[row]).count ?? 0) }
  }

  private func totalCount(_ id: String) -> Int { total.map { value(id, in: $0).count ?? 0 } ?? 0 }

  private func base(_ column: ReportColumn, _ row: Int) -> Int {
    if !column.base.isEmpty { return count(column.base, row) }
    return columns.filter { $0.kind == .count }.map { count([$0.id], row) }.max() ?? 0
  }

  static func rounded(_ count: Int) -> Int { Int((Double(count) / Double(step)).rounded()) * step }
}
