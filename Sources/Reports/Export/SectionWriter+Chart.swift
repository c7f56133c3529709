import Domain
import Spreadsheet

/// Charts.
extension SectionWriter {
  /// Puts a chart below `row`; answers the first row behind it.
  ///
  /// - Parameters:
  ///   - height: points that it shall have.
  ///   - previous: the table that ends at `row`, of which the last rows go with the chart when it needs a new page.
  ///   - following: points of what must stand on the same page.
  func insert(
    _ chart: ReportChart, of place: Place, at row: Int, height: Double, after previous: Place?,
    with following: Double, _ page: inout PageFlow
  ) throws(WorkbookFailure) -> Int {
    let series = try self.series(chart, of: place)
    guard !series.isEmpty else { return row }
    let labels = ChartLabels(chart, of: place.table, language)
    // Somewhat lower where that keeps it on the page.
    let left = page.left - following - Height.gap * 2
    let height = (Self.lowestChart..<height).contains(left) ? left : height
    var native = Chart(
      kind: chart.kind, title: chart.title(language), valueTitle: chart.unit(language), series: series,
      // The library takes a digit for 7 pixels, not 8.
      width: max((frontPixels - 2) * 7 / 8, 480), height: Int(height / 0.75),
      description: "\(chart.title(language))，\(context.data.bureau)，\(context.snapshot)")
    native.isOfShares =
      chart.kind != .pareto
      && chart.series.allSatisfy { series in
        place.table.index(of: series.column).map { place.table.columns[$0].kind == .share } ?? false
      }
    let room = Double(frontPixels - ColumnWidths.axisPixels) / Double(max(labels.texts.count, 1))
    if place.table.isTimeline {
      native.labelsUpright = labels.widest * 1.1 > room
      if native.labelsUpright { native.labelStep = max(1, Int((14 / room).rounded(.up))) }
    } else if let lying = lying(chart, of: place.table) {
      native.kind = lying.kind
      if chart.kind == .pareto { native.series = Array(series.prefix(1)) }
      native.height = max(native.height, Int(lying.height / 0.75))
    }
    let gap = Height.gap
    let rows = Int((Double(native.height) * 0.75 / gap).rounded(.up)) + 1
    let needed = Double(rows) * gap + following
    if let previous, previous.end == row {
      page.keep(needed, with: previous)
    } else {
      page.keepTogether(needed, at: row)
    }
    for line in row..<row + rows { try sheet.setHeight(gap, row: line) }
    page.add(Double(rows) * gap)
    try sheet.insert(native, at: CellAddress(row: row + 1, column: 0))
    return row + rows
  }

  /// Names that do not fit below their columns stand beside bars; nil where they fit.
  ///
  /// - Returns: the kind with bars, and the points that these need.
  func lying(_ chart: ReportChart, of table: ReportTable) -> (kind: Chart.Kind, height: Double)? {
    let labels = ChartLabels(chart, of: table, language)
    let room = Double(frontPixels - ColumnWidths.axisPixels) / Double(max(labels.texts.count, 1))
    guard !table.isTimeline, labels.widest > room * 1.6, let kind = chart.kind.lying else { return nil }
    return (kind, Double(labels.texts.count * 24 + ColumnWidths.axisPixels) * 0.75)
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
        let isCached = table.isFixed || table.columns[column].calculation != .given
        let numbers = first.map { row in
          let value = row.values[column]
          return value.count.map(Double.init) ?? value.share ?? value.number ?? 0
        }
        return Chart.Series(
          name: (table.columns[column].alone ?? table.columns[column].title)(language),
          categories: range(rows, labels...labels),
          values: range(rows, column...column), cached: isCached ? numbers : [], color: series.color,
          labelled: chart.isLabelled, hidesZero: table.isFixed)
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
          pointColors: chart.kind == .doughnut ? columns.map(\.0.color) : [], labelled: chart.isLabelled,
          hidesZero: table.isFixed)
      ]
    }
  }
}

extension Chart.Kind {
  /// The same with bars to the right; nil where that says something else.
  fileprivate var lying: Chart.Kind? {
    switch self {
    case .column, .pareto: .bar
    case .stackedColumn: .stackedBar
    case .bar, .stackedBar, .line, .doughnut: nil
    }
  }
}

/// What stands below a chart's columns.
struct ChartLabels {
  let texts: [String]
  /// Pixels.
  let widest: Double

  init(_ chart: ReportChart, of table: ReportTable, _ language: Language) {
    texts =
      switch chart.cells {
      case .details(let limit):
        table.rows.prefix { $0.kind == .detail }.prefix(limit).map { table.value(chart.labels, in: $0).text(language) }
      case .total:
        chart.series.compactMap { series in table.index(of: series.column).map { table.columns[$0].title(language) } }
      }
    widest = texts.map { TextWidth.pixels($0, language == .zh ? .song : .arial, size: 9) }.max() ?? 0
  }
}
