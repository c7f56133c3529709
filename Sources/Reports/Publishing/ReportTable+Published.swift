/// Tables with hidden cells.
extension ReportTable {
  /// The same table without hidden counts and what is computed of them; its cells stand by themselves.
  ///
  /// - Parameter isHidden: whether the count in each cell is hidden, by row and column.
  func published(_ isHidden: [[Bool]]) -> ReportTable {
    var cells = rows.map(\.values)
    for place in columns.indices {
      var isBroken = false
      for (row, line) in rows.enumerated() {
        let refers = references(of: columns[place], in: row)
        var hides = refers.contains { isHidden[$0.row][$0.column] } || isHidden[row][place]
        if isAccumulated(columns[place]), line.kind == .detail {
          // From here on, the difference of two neighbours would tell.
          isBroken = isBroken || hides
          hides = isBroken
        }
        if hides, cells[row][place] != .none { cells[row][place] = .hidden }
      }
    }
    return fixed(cells)
  }

  private func isAccumulated(_ column: ReportColumn) -> Bool {
    switch column.calculation {
    case .running, .runningShare: true
    default: false
    }
  }

  /// The counts that a cell is computed of.
  private func references(of column: ReportColumn, in row: Int) -> [(row: Int, column: Int)] {
    func here(_ ids: [String]) -> [(row: Int, column: Int)] { ids.compactMap(index(of:)).map { (row, $0) } }
    func total(_ id: String) -> [(row: Int, column: Int)] {
      guard let place = index(of: id), let total = rows.firstIndex(where: { $0.kind == .total }) else { return [] }
      return [(total, place)]
    }
    switch column.calculation {
    case .ratio(let part, let whole): return here(part + whole)
    case .shareOfTotal(let id), .runningShare(let id): return here([id]) + total(id)
    case .running(let id): return here([id])
    case .sum, .difference, .balance: return []
    case .given, .own:
      switch column.kind {
      case .measure, .decimal, .day, .share:
        return column.ties.of.isEmpty
          ? columns.indices.filter { columns[$0].isFigure }.map { (row, $0) } : here(column.ties.of)
      case .ordinal, .text, .code, .count: return []
      }
    }
  }
}
