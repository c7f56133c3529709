import Domain

/// The figures of a 通报, by city or bureau: the text says nothing that does not stand here.
struct BulletinTable {
  static let id = "bulletin"

  let frame: ReportFrame
  let figures: BulletinFigures
  /// What the period is compared with; nil is nothing.
  let comparison: PeriodComparison?

  private var columns: [ReportColumn] {
    let compared =
      comparison.map { comparison in
        [
          ReportColumn("before", Text(zh: "\(comparison.name.zh)办结", en: comparison.name.en), .count),
          ReportColumn("change", comparison.change, .share, .own, base: ["before"]),
          ReportColumn(
            "on_time_before", Text(zh: "\(comparison.name.zh)按期", en: "on time before"), .count, drops: 3),
          ReportColumn(
            "on_time_share_before", Text(zh: "\(comparison.name.zh)按期率", en: "on time % before"), .share,
            .ratio(["on_time_before"], of: ["before"]), drops: 2),
        ]
      } ?? []
    return [
      ReportColumn("approved", Text(zh: "通过", en: "approved"), .count),
      ReportColumn("returned", Text(zh: "退回", en: "returned"), .count),
      ReportColumn("decisions", Text(zh: "办结件次", en: "decisions"), .count, .sum(["approved", "returned"])),
      ReportColumn(
        "returned_share", Text(zh: "退回率", en: "returned %"), .share, .ratio(["returned"], of: ["decisions"])),
      ReportColumn("on_time", Text(zh: "按期", en: "on time"), .count),
      ReportColumn("on_time_share", Text(zh: "按期率", en: "on time %"), .share, .ratio(["on_time"], of: ["decisions"])),
    ] + (isRanked ? [ReportColumn("rank", Text(zh: "按期率名次", en: "rank"), .measure, .own, base: ["decisions"])] : [])
      + compared + [
        ReportColumn("pending", Text(zh: "待办", en: "pending"), .count),
        ReportColumn("overdue", Text(zh: "其中超期", en: "overdue"), .count, isAlarm: true),
      ]
  }

  /// Rounded counts rank nobody: 32 of 34 would be behind 11 of 11.
  private var isRanked: Bool { !frame.filters.isPublished }

  private func counts(_ nodes: [DepartmentTree.Node]) -> BulletinFigures.Counts {
    nodes.reduce(BulletinFigures.Counts()) { $0 + (figures.counts[$1.code] ?? BulletinFigures.Counts()) }
  }

  /// What ranks go by; nil where nothing was decided.
  private func share(_ nodes: [DepartmentTree.Node]) -> Double? {
    let counts = counts(nodes)
    let decisions = counts.approved + counts.returned
    return decisions == 0 ? nil : Double(counts.onTime) / Double(decisions)
  }

  /// Cities where there are any: cities compete with cities and the province's own bureau, bureaus with bureaus.
  var table: ReportTable {
    let groups = frame.tree.groups
    let rows = groups.isEmpty ? frame.tree.nodes.map { [$0] } : [[frame.tree.top]] + groups.map(\.members)
    let shares = rows.compactMap(share)
    let places = Dictionary(
      rows.map { row in (row.map(\.code), share(row).map { own in shares.count { $0 > own } + 1 }) },
      uniquingKeysWith: { first, _ in first })
    return DepartmentTables(
      id: Self.id, cityID: Self.id, title: Text(zh: "各部门审核情况", en: "By department"),
      cityTitle: Text(zh: "各市审核情况", en: "By city"), columns: columns, tree: frame.tree
    ) { nodes in
      let counts = counts(nodes)
      let decisions = counts.approved + counts.returned
      let compared: [ReportValue] = [
        .count(counts.before),
        counts.before == 0 ? .none : .share(Double(decisions - counts.before) / Double(counts.before)),
        .count(counts.onTimeBefore), .none,
      ]
      let isWhole = nodes.count == frame.tree.nodes.count
      return [
        .count(counts.approved), .count(counts.returned), .none, .none, .count(counts.onTime), .none,
      ] + (isRanked ? [.whole(isWhole ? nil : places[nodes.map(\.code)] ?? nil)] : [])
        + (comparison == nil ? [] : compared) + [.count(counts.pending), .count(counts.overdue)]
    }.short
  }
}
