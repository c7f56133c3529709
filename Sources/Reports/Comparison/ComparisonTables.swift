import Domain

/// Each bureau's figures beside those of an earlier span: how many, how they changed, and which place that is.
struct ComparisonTables {
  /// A count that is compared.
  struct Measure {
    let id: String
    let name: Text
    let now: [String: Int]
    let before: [String: Int]
  }

  let frame: ReportFrame
  let comparison: PeriodComparison
  let earlier: Period
  /// The first one says who comes first.
  let measures: [Measure]
  let title: Text
  let unit: Text

  private var columns: [ReportColumn] {
    measures.flatMap { measure in
      [
        ReportColumn(
          measure.id, Text(zh: "本期", en: "now"), .count, group: measure.name, alone: measure.name),
        ReportColumn(
          measure.id + "_before", comparison.name, .count, group: measure.name, alone: comparison.name, drops: 2),
        ReportColumn(
          measure.id + "_change", comparison.change, .share, .own, group: measure.name, alone: comparison.change),
      ]
    } + [ReportColumn("rank", Text(zh: "名次", en: "rank"), .measure, .own, drops: 1, base: [measures[0].id])]
  }

  /// By bureau, and by city.
  var tables: DepartmentTables {
    func count(_ counts: [String: Int], _ nodes: [DepartmentTree.Node]) -> Int {
      nodes.reduce(0) { $0 + (counts[$1.code] ?? 0) }
    }
    // Bureaus compete with bureaus, cities with cities.
    let single = frame.tree.nodes.map { count(measures[0].now, [$0]) }
    let cities = frame.tree.groups.map { count(measures[0].now, $0.members) }
    func rank(_ nodes: [DepartmentTree.Node]) -> Int? {
      let own = count(measures[0].now, nodes)
      let isCity = frame.tree.groups.contains { $0.members.count > 1 && $0.members.map(\.code) == nodes.map(\.code) }
      guard own > 0, isCity || nodes.count == 1 else { return nil }
      return (isCity ? cities : single).count { $0 > own } + 1
    }
    return DepartmentTables(
      id: "comparison", cityID: "comparison_cities",
      title: Text(zh: "各部门与\(comparison.name.zh)比较", en: "By department, beside the \(comparison.name.en)"),
      cityTitle: Text(zh: "各市与\(comparison.name.zh)比较", en: "By city, beside the \(comparison.name.en)"),
      columns: columns, tree: frame.tree
    ) { nodes in
      measures.flatMap { measure -> [ReportValue] in
        let (now, before) = (count(measure.now, nodes), count(measure.before, nodes))
        return [
          .count(now), .count(before), before == 0 ? .none : .share(Double(now - before) / Double(before)),
        ]
      } + [.whole(rank(nodes))]
    }
  }

  /// The sheets, with a picture of both spans.
  var sections: [ReportData.Section] {
    let tables = tables
    let first = measures[0]
    let sentence = Text(
      zh: "\(comparison.name.zh)：\(earlier.text.zh)。"
        + measures.map {
          "\($0.name.zh) \(tables.all.totalText($0.id))，\(comparison.name.zh) \(tables.all.totalText($0.id + "_before"))，\(comparison.change.zh) \(tables.all.totalText($0.id + "_change"))"
        }
        .joined(separator: "；") + "。",
      en: "The \(comparison.name.en): \(earlier.text.en). "
        + measures.map {
          "\($0.name.en) \(tables.all.totalText($0.id)), before \(tables.all.totalText($0.id + "_before")), \(tables.all.totalText($0.id + "_change"))"
        }
        .joined(separator: "; ") + ".")
    let chart = ReportChart(
      .column, Text(zh: "\(first.name.zh)：本期与\(comparison.name.zh)", en: "\(first.name.en), now and before"),
      table: tables.short.id, labels: "department",
      series: [
        ReportChart.Series(first.id + "_before", ReportColor.quiet), ReportChart.Series(first.id, ReportColor.inReview),
      ], cells: .details(limit: 20), unit: unit)
    return [
      ReportData.Section(
        name: Text(zh: "与\(comparison.name.zh)比较", en: "Comparison"), title: title, unit: unit, isSigned: false,
        blocks: [.paragraph(sentence), .table(tables.short), .chart(chart)])
    ]
      + tables.detail(
        name: Text(zh: "比较分部门", en: "Comparison by bureau"), title: title, unit: unit)
  }
}

extension ReportFrame {
  /// The frame of what the period is compared with.
  typealias Earlier = (frame: ReportFrame, comparison: PeriodComparison, period: Period)

  /// The same frame about the span that the period is compared with as the limits say; nil where nothing is compared.
  var earlier: Earlier? { earlier(filters.comparison) }

  /// The same of another comparison; nil where the period is open at an end.
  func earlier(_ comparison: PeriodComparison?) -> Earlier? {
    guard let comparison, let period = comparison.span(before: filters.period) else { return nil }
    var limits = filters
    limits.period = period
    return (
      ReportFrame(
        snapshotAt: snapshotAt, today: today, actor: actor, filters: limits, dated: dated, tree: tree,
        calendar: calendar, catalogue: catalogue), comparison, period
    )
  }

  /// What a comparison means, where there is one.
  var comparisonNotes: [ReportData.Note] {
    notes(
      of: earlier,
      rank: Text(
        zh: "；名次按本期件数，部门与部门比，市与市比", en: "; ranks by the present count, bureaus among bureaus and cities among cities"))
  }

  /// The same of a comparison that a report makes by itself.
  func comparisonNotes(_ earlier: Earlier?) -> [ReportData.Note] { notes(of: earlier, rank: Text(zh: "", en: "")) }

  private func notes(of earlier: Earlier?, rank: Text) -> [ReportData.Note] {
    guard let earlier else { return [] }
    let (name, change, span) = (earlier.comparison.name.zh, earlier.comparison.change.zh, earlier.period.text)
    return [
      ReportData.Note(
        Text(zh: "\(name)、\(change)", en: "Comparison"),
        Text(
          zh: "\(name)为\(span.zh)，取自同一时点；\(change) ＝（本期 － \(name)）÷ \(name)\(rank.zh)。",
          en: "With \(span.en), of the same moment; change = (now - before) ÷ before\(rank.en)."))
    ]
  }
}
