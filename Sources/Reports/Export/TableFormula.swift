import Spreadsheet

/// Live formulas for the calculated cells of a table; the same calculation as in `ReportTable`.
struct TableFormula {
  let table: ReportTable
  /// The sheet's row of the table's first row.
  let top: Int
  /// The sheet's column of the table's first column.
  let left: Int

  private func address(_ column: String, row: Int) -> CellAddress? {
    table.index(of: column).map { CellAddress(row: top + row, column: left + $0) }
  }

  /// The formula of a cell; nil for a cell that holds a figure or text of its own.
  func formula(row: Int, column: Int) -> String? {
    guard !table.isFixed else { return nil }
    let spec = table.columns[column]
    let line = table.rows[row]
    switch spec.calculation {
    case .given:
      guard line.kind != .detail, spec.kind == .count || spec.kind == .day, !line.covers.isEmpty else { return nil }
      let covered = references(line.covers, column: column)
      // SUBTOTAL leaves out other sums in its range and follows the filter.
      return spec.kind == .count
        ? "SUBTOTAL(9,\(covered))" : "IF(COUNT(\(covered))=0,\"\",MIN(\(covered)))"
    case .own, .balance:
      return nil
    case .sum(let ids):
      return sum(ids, row: row)
    case .difference(let ids, let others):
      guard let above = sum(ids, row: row), let below = sum(others, row: row) else { return nil }
      return "\(above)-\(below)"
    case .running(let id):
      guard line.kind == .detail, let own = address(id, row: row)?.relative,
        let first = table.rows.firstIndex(where: { $0.kind == .detail }), let start = address(id, row: first)
      else { return nil }
      return "SUM(\(start.absolute):\(own))"
    case .ratio(let part, let whole):
      guard let above = sum(part, row: row), let below = sum(whole, row: row) else { return nil }
      return "IF(\(below)=0,\"\",\(above)/\(below))"
    case .shareOfTotal(let id):
      guard let total = total(of: id), let own = address(id, row: row)?.relative else { return nil }
      return "IF(\(total)=0,\"\",\(own)/\(total))"
    case .runningShare(let id):
      guard line.kind == .detail, let total = total(of: id), let own = address(id, row: row)?.relative,
        let first = table.rows.firstIndex(where: { $0.kind == .detail }), let start = address(id, row: first)
      else { return nil }
      return "IF(\(total)=0,\"\",SUM(\(start.absolute):\(own))/\(total))"
    }
  }

  private func total(of column: String) -> String? {
    table.rows.firstIndex { $0.kind == .total }.flatMap { address(column, row: $0)?.absolute }
  }

  /// `SUM(C5:F5)` for neighbours, else `SUM(C5,E5)`; one column is its cell.
  private func sum(_ ids: [String], row: Int) -> String? {
    let cells = ids.compactMap { address($0, row: row) }
    guard cells.count == ids.count, let first = cells.first, let last = cells.last else { return nil }
    if cells.count == 1 { return first.relative }
    let neighbours = zip(cells, cells.dropFirst()).allSatisfy { $1.column == $0.column + 1 }
    return neighbours
      ? "SUM(\(first.relative):\(last.relative))" : "SUM(\(cells.map(\.relative).joined(separator: ",")))"
  }

  /// The covered rows of a column as few ranges; rows of other sums between them are taken in, since SUBTOTAL leaves
  /// them out and the earliest date of a sum is that of its rows.
  private func references(_ rows: [Int], column: Int) -> String {
    var ranges: [ClosedRange<Int>] = []
    for row in rows.sorted() {
      if let last = ranges.last, (last.upperBound + 1..<row).allSatisfy({ table.rows[$0].kind == .subtotal }) {
        ranges[ranges.count - 1] = last.lowerBound...row
      } else {
        ranges.append(row...row)
      }
    }
    return ranges.map { range in
      let first = CellAddress(row: top + range.lowerBound, column: left + column).relative
      let last = CellAddress(row: top + range.upperBound, column: left + column).relative
      return first == last ? first : "\(first):\(last)"
    }.joined(separator: ",")
  }
}
