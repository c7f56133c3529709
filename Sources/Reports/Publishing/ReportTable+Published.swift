/// Tables for the public, by the rounding of HESA (UK higher education statistics): each count rounded from its true value, so that what
/// is shown tells no single person, and shares and averages of rounded counts. Whether a figure is shown depends on rounded counts, too.
extension ReportTable {
  /// Counts are shown as multiples of it.
  static let step = 5
  /// Shares of fewer are not shown.
  static let leastShared = 23
  /// Averages, medians, days of fewer are not shown.
  static let leastAveraged = 8

  /// The same table with rounded cells, which stand by themselves, and the rows that these call for.
  func published() -> ReportTable {
    let table = fixed(rows.indices.map { row in columns.indices.map { published(row, $0) } })
    return table.arranged(table.publishedRows).withRunningShares(of: self)
  }

  /// Whether there is a count other than 0.
  var showsCounts: Bool { rows.contains { hasCounts($0) } }

  static func rounded(_ count: Int) -> Int { Int((Double(count) / Double(step)).rounded()) * step }

  // MARK: Cells

  private func published(_ row: Int, _ place: Int) -> ReportValue {
    let (column, value) = (columns[place], rows[row].values[place])
    switch column.calculation {
    case .ratio(let part, let whole):
      let (part, whole) = (count(part, row), count(whole, row))
      return column.kind == .decimal ? average(part, of: whole) : share(part, of: whole)
    case .shareOfTotal(let id): return share(count([id], row), of: totalCount(id))
    case .runningShare: return .none
    case .given, .own, .sum, .difference, .running, .balance: break
    }
    let base = base(column, row)
    switch column.kind {
    case .count: return value.count.map { .count(Self.rounded($0)) } ?? value
    case .decimal: return average(Int(((value.number ?? 0) * Double(base)).rounded()), of: base)
    case .share: return share(Int(((value.share ?? 0) * Double(base)).rounded()), of: base)
    // Nothing looks as few do.
    case .measure, .day: return base < Self.leastAveraged ? .hidden : value
    case .ordinal, .text, .code: return value
    }
  }

  private func share(_ part: Int, of whole: Int) -> ReportValue {
    whole < Self.leastShared ? .hidden : .share(Double(Self.rounded(part)) / Double(Self.rounded(whole)))
  }

  /// With one place: of more, what was divided could be found.
  private func average(_ sum: Int, of count: Int) -> ReportValue {
    guard count >= Self.leastAveraged else { return .hidden }
    return .number((Double(Self.rounded(sum)) / Double(Self.rounded(count)) * 10).rounded() / 10)
  }

  private func count(_ ids: [String], _ row: Int) -> Int {
    ids.reduce(0) { $0 + (value($1, in: rows[row]).count ?? 0) }
  }

  private func totalCount(_ id: String) -> Int { total.map { value(id, in: $0).count ?? 0 } ?? 0 }

  private func base(_ column: ReportColumn, _ row: Int) -> Int {
    if !column.base.isEmpty { return count(column.base, row) }
    return columns.filter { $0.kind == .count }.map { count([$0.id], row) }.max() ?? 0
  }

  // MARK: Rows

  private func hasCounts(_ row: Row) -> Bool {
    zip(columns, row.values).contains { $0.kind == .count && ($1.count ?? 0) != 0 }
  }

  /// Places of rows: a row that is there because something is counted in it is not, where 0 is shown; days begin and end with what is shown;
  /// equal figures stand in the order of their codes.
  private var publishedRows: [Int] {
    let details = rows.indices.filter { rows[$0].kind == .detail }
    switch listing {
    case .all:
      guard isTimeline else { return Array(rows.indices) }
      let shown = details.filter { hasCounts(rows[$0]) }
      return rows.indices.filter { place in
        rows[place].kind != .detail || shown.first.map { $0 <= place } == true && shown.last.map { place <= $0 } == true
      }
    case .occurring:
      return rows.indices.filter { rows[$0].kind != .detail || hasCounts(rows[$0]) }
    case .ranked(let id):
      func figure(_ place: Int) -> Int { value(id, in: rows[place]).count ?? 0 }
      return details.filter { figure($0) != 0 }.sorted {
        figure($0) == figure($1) ? rows[$0].key < rows[$1].key : figure($0) > figure($1)
      } + rows.indices.filter { rows[$0].kind != .detail }
    }
  }

  /// The same rows with each column and all rows above as part of its total, added up from the true counts in the order shown.
  private func withRunningShares(of truth: ReportTable) -> ReportTable {
    let running = columns.indices.compactMap { place -> (Int, String)? in
      if case .runningShare(let id) = columns[place].calculation { (place, id) } else { nil }
    }
    guard !running.isEmpty else { return self }
    var cells = rows.map(\.values)
    for (place, id) in running {
      var above = 0
      for row in rows.indices where rows[row].kind == .detail {
        above += truth.value(id, of: rows[row].key).count ?? 0
        cells[row][place] = share(above, of: truth.totalCount(id))
      }
    }
    return fixed(cells)
  }
}
