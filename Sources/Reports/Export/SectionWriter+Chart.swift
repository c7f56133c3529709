import Domain

/// Charts.
extension SectionWriter {
  /// Puts a chart below `row`; answers the first row behind it.
  func insert(
    _ chart: ReportChart, of place: Place, at row: Int, with following: Double, _ page: inout PageFlow
  ) throws(WorkbookFailure) -> Int {
    let series = try self.series(chart, of: place)
    guard !series.isEmpty else { return row }
    // Somewhat lower than usual where that keeps it on the page.
    let room = Int((page.left - following - Height.chart * 3) / 0.75)
    let height = 210..<300 ~= room ? room : 300
    let rows = Int((Double(height) * 0.75 / Height.chart).rounded(.up)) + 1
    page.keepTogether(Double(rows + 1) * Height.chart + following, at: row)
    for line in row...row + rows { try sheet.setHeight(Height.chart, row: line) }
    page.add(Double(rows + 1) * Height.chart)
    let native = Chart(
      kind: chart.kind, title: chart.title(language), valueTitle: chart.unit(language), series: series,
      width: max(widths.pixels - 2, 480), height: height,
      description: "\(chart.title(language))，\(context.data.bureau)，\(context.snapshot)")
    try sheet.insert(native, at: CellAddress(row: row + 1, column: 0))
    return row + rows + 1
  }

  private func series(_ chart: ReportChart, of place: Place) throws(WorkbookFailure) -> [Chart.Series] {
    let table = place.table
    guard let labels = table.index(of: chart.labels) else { return [] }
    let columns = chart.series.compactMap { series in table.index(of: series.column).map { (series, $0) } }
    func range(_ rows: ClosedRange<Int>, _ columns: ClosedRange<Int>) -> CellRange {
      CellRange(sheet: sheet.name, rows: rows, columns: columns)
    }
    switch chart.cells {
    case .details(let limit):
      let first = table.rows.prefix { $0.kind == .detail }.prefix(limit)
      guard !first.isEmpty else { return [] }
      let rows = place.top...place.top + first.count - 1
      return columns.map { series, column in
        let isFormula = table.columns[column].calculation != .given
        let numbers = first.map { row in
          let value = row.values[column]
          return value.count.map(Double.init) ?? value.share ?? value.number ?? 0
        }
        return Chart.Series(
          name: (table.columns[column].alone ?? table.columns[column].title)(language),
          categories: range(rows, labels...labels),
          values: range(rows, column...column), cached: isFormula ? numbers : [], color: series.color,
          labelled: chart.isLabelled)
      }
    case .total:
      guard let total = table.rows.firstIndex(where: { $0.kind == .total }), let first = columns.first,
        let last = columns.last
      else { return [] }
      let row = place.top + total
      return [
        Chart.Series(
          name: chart.unit(language), categories: range(place.header...place.header, first.1...last.1),
          values: range(row...row, first.1...last.1),
          cached: columns.map { Double(table.rows[total].values[$0.1].count ?? 0) }, color: first.0.color,
          pointColors: chart.kind == .doughnut ? columns.map(\.0.color) : [], labelled: chart.isLabelled)
      ]
    }
  }
}
