import Domain
import Reports

/// Series by day, week or month as sparklines.
extension ReportScreen {
  /// Fewer points are no line.
  private static let least = 3
  /// More lines below each other are no help.
  private static let most = 8

  /// How a table's columns go up and down in time: those that its charts draw, and those with bars. nil for a table
  /// whose rows are no days, weeks or months, or too few.
  func trend(of table: ReportTable) -> Table? {
    let details = table.rows.filter { $0.kind == .detail }.sorted { $0.key < $1.key }
    guard table.isTimeline, details.count >= Self.least, let time = table.columns.first(where: \.isTime),
      let first = details.first, let last = details.last
    else { return nil }
    let drawn = Set(charts(of: table).flatMap { $0.series.map(\.column) })
    let rows = table.columns.filter { $0.hasBar || drawn.contains($0.id) }.compactMap { column -> [Cell]? in
      let values = details.map { table.value(column.id, in: $0) }
      let amounts = values.map(\.amount)
      guard let most = amounts.max(), most > 0, let peak = amounts.firstIndex(of: most), let latest = values.last else {
        return nil
      }
      return [
        .text((column.alone ?? column.title)(language)), Cell(.spark(amounts)),
        cell(values[peak]), .text(table.value(time.id, in: details[peak]).text(language)), cell(latest),
      ]
    }.prefix(Self.most)
    guard !rows.isEmpty else { return nil }
    let span = [first, last].map { table.value(time.id, in: $0).text(language) }.joined(separator: " – ")
    return Table(
      title: Text(zh: "走势 \(span)", en: "Trend \(span)"),
      columns: [
        .init("series", Text(zh: "", en: ""), audience: .people, yields: 1, minimum: 8),
        .init("spark", Text(zh: "", en: ""), audience: .people, yields: 2, minimum: 12),
        .init("peak", Text(zh: "最高", en: "Highest"), alignment: .right, audience: .people, minimum: 7),
        .init("peak_at", Text(zh: "在", en: "at"), audience: .people, minimum: 10),
        .init("latest", Text(zh: "最近", en: "Latest"), alignment: .right, audience: .people, minimum: 6),
      ], rows: Array(rows))
  }

  private func charts(of table: ReportTable) -> [ReportChart] {
    data.sections.flatMap(\.blocks).compactMap { block in
      if case .chart(let chart) = block, chart.table == table.id { chart } else { nil }
    }
  }
}

extension ReportValue {
  /// For bars and lines; 0 for what is no amount.
  var amount: Double { count.map(Double.init) ?? share ?? number ?? 0 }
}
