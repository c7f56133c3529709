import Domain

/// The tables of the report on return reasons.
struct ReasonsTables {
  let frame: ReportFrame
  let figures: ReasonsFigures

  typealias Counts = ReasonsFigures.Counts

  /// What became of it.
  static let fateColumns: [ReportColumn] = {
    let fate = Text(zh: "退回以后", en: "afterwards")
    return [
      ReportColumn(
        "corrected", Text(zh: "已改正", en: "corrected"), .count, group: fate, alone: Text(zh: "已改正", en: "corrected")),
      ReportColumn(
        "again", Text(zh: "再次出现", en: "again"), .count, group: fate, alone: Text(zh: "再次出现", en: "again"), isAlarm: true
      ),
      ReportColumn(
        "pending", Text(zh: "重提待审", en: "waiting"), .count, group: fate, alone: Text(zh: "重提待审", en: "waiting"),
        drops: 4),
      ReportColumn(
        "open", Text(zh: "未重提", en: "not submitted"), .count, group: fate, alone: Text(zh: "未重提", en: "not submitted"),
        drops: 3),
      ReportColumn(
        "other", Text(zh: "其他", en: "other"), .count, group: fate, alone: Text(zh: "其他", en: "other"), drops: 5),
      ReportColumn(
        "corrected_share", Text(zh: "改正率", en: "corrected %"), .share,
        .ratio(["corrected"], of: ["corrected", "again"]),
        group: fate, alone: Text(zh: "改正率", en: "corrected %")),
    ]
  }()

  private static func fates(_ counts: Counts) -> [ReportValue] {
    ReasonsFigures.Fate.allCases.map { .count(counts.fates[$0] ?? 0) } + [.none]
  }

  private static var timesColumns: [ReportColumn] {
    [
      ReportColumn(
        "times", Text(zh: "引用次数", en: "times"), .count, hasBar: true),
      ReportColumn("share", Text(zh: "占比", en: "share"), .share, .shareOfTotal("times")),
      ReportColumn("running", Text(zh: "累计占比", en: "cumulative"), .share, .runningShare("times"), drops: 2),
    ]
  }

  /// Most frequent first, as far as it is shown; then in the order of the list.
  private func ranked(_ counts: [String: Counts], order: [String: Int] = [:]) -> [(key: String, value: Counts)] {
    counts.sorted {
      let (a, b) = (order[$0.key] ?? Int.max, order[$1.key] ?? Int.max)
      let (times, others) = (frame.shown($0.value.times), frame.shown($1.value.times))
      return times == others ? (a, $0.key) < (b, $1.key) : times > others
    }
  }

  private var order: [String: Int] {
    Dictionary(figures.reasons.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var reasons: ReportTable {
    let texts = Dictionary(figures.reasons.map { ($0.code, $0.text) }, uniquingKeysWith: { first, _ in first })
    return ReportTable(
      id: "reasons", title: Text(zh: "退回原因", en: "Return reasons"),
      columns: [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("code", Text(zh: "代码", en: "code"), .code),
        ReportColumn("reason", Text(zh: "退回原因", en: "reason"), .text),
      ] + Self.timesColumns + Self.fateColumns,
      details: ranked(figures.byCode, order: order).map { code, counts in
        .detail(
          code,
          [.none, .text(code), .label(texts[code] ?? Text(zh: code, en: code)), .count(counts.times), .none, .none]
            + Self.fates(counts))
      }, label: "reason", listing: .ranked("times"))
  }

  var targets: ReportTable {
    ReportTable(
      id: "targets", title: Text(zh: "按栏目和材料", en: "By field and slot"),
      columns: [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("target", Text(zh: "栏目或材料", en: "field or slot"), .text),
      ] + Self.timesColumns + Self.fateColumns,
      details: ranked(figures.byTarget).map { target, counts in
        let name: ReportValue =
          target.isEmpty
          ? .label(Text(zh: "（未指明）", en: "(none named)"))
          : .label(figures.labels[target] ?? Text(zh: target, en: target))
        return .detail(target, [.none, name, .count(counts.times), .none, .none] + Self.fates(counts))
      }, label: "target", listing: .ranked("times"))
  }

  /// Reasons that stand beside each other by month.
  static let codeLimit = 8

  /// The most frequent reasons, as far as they are shown.
  private var top: [String] {
    ranked(figures.byCode, order: order).filter { frame.shown($0.value.times) > 0 }.prefix(Self.codeLimit).map(\.key)
  }

  /// Each bureau's returns by reason.
  var departmentReasons: DepartmentTables {
    let top = top
    let named = Text(zh: "引用原因次数", en: "reasons named")
    return DepartmentTables(
      id: "department_reasons", cityID: "city_reasons", title: Text(zh: "各部门退回原因", en: "Reasons by department"),
      cityTitle: Text(zh: "各市退回原因", en: "Reasons by city"),
      columns: top.enumerated().map { index, code in
        ReportColumn(
          code, Text(zh: code, en: code), .count, group: named, alone: Text(zh: code, en: code), drops: 20 + index)
      } + [
        ReportColumn(
          "rest", Text(zh: "其余", en: "others"), .count, group: named, alone: Text(zh: "其余", en: "others")),
        ReportColumn(
          "times", Text(zh: "合计", en: "total"), .count, .sum(top + ["rest"]), group: named,
          alone: Text(zh: "引用次数", en: "times"), hasBar: true),
      ], tree: frame.tree
    ) { nodes in
      let counts = nodes.reduce(into: [String: Int]()) {
        $0.merge(figures.byDepartmentCode[$1.code] ?? [:], uniquingKeysWith: +)
      }
      let rest = counts.reduce(0) { top.contains($1.key) ? $0 : $0 + $1.value }
      return top.map { .count(counts[$0] ?? 0) } + [.count(rest), .none]
    }
  }

  var months: ReportTable {
    let top = top
    let span = TimeSpan.month
    let starts = figures.byMonth.keys.min().map { span.all(from: $0, to: figures.byMonth.keys.max() ?? $0) } ?? []
    return ReportTable(
      id: "months", title: Text(zh: "按退回月份", en: "By month"),
      columns: [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("month", span.title, .text, isTime: true),
        ReportColumn(
          "returns", Text(zh: "退回次数", en: "returns"), .count),
      ]
        + top.enumerated().map { index, code in
          ReportColumn(
            code, Text(zh: code, en: code), .count, group: Text(zh: "引用原因次数", en: "reasons named"),
            alone: Text(zh: code, en: code), drops: 20 + index)
        } + [
          ReportColumn(
            "rest", Text(zh: "其余", en: "others"), .count, group: Text(zh: "引用原因次数", en: "reasons named"),
            alone: Text(zh: "其余", en: "others")),
          ReportColumn(
            "times", Text(zh: "合计", en: "total"), .count, .sum(top + ["rest"]),
            group: Text(zh: "引用原因次数", en: "reasons named"),
            alone: Text(zh: "引用次数", en: "times"), hasBar: true),
          ReportColumn("each", Text(zh: "每次退回", en: "a return"), .decimal, .ratio(["times"], of: ["returns"])),
        ],
      details: starts.map { start in
        let codes = figures.byMonth[start] ?? [:]
        let rest = codes.reduce(0) { top.contains($1.key) ? $0 : $0 + $1.value.times }
        return .detail(
          start.iso,
          [.none, .label(span.name(start)), .count(codes.values.reduce(0) { $0 + $1.returns })]
            + top.map { .count(codes[$0]?.times ?? 0) } + [.count(rest), .none, .none])
      }, label: "month")
  }

  var departments: DepartmentTables {
    DepartmentTables(
      id: "returns", cityID: "returns_cities", title: Text(zh: "各部门退回情况", en: "By department"),
      cityTitle: Text(zh: "各市退回情况", en: "By city"),
      columns: [
        ReportColumn(
          "returns", Text(zh: "退回次数", en: "returns"), .count, hasBar: true),
        ReportColumn("times", Text(zh: "引用次数", en: "times"), .count),
        ReportColumn("each", Text(zh: "每次退回", en: "a return"), .decimal, .ratio(["times"], of: ["returns"])),
      ] + Self.fateColumns, tree: frame.tree
    ) { nodes in
      let counts = nodes.reduce(Counts()) { sum, node in figures.byDepartment[node.code].map { sum + $0 } ?? sum }
      return [.count(counts.returns), .count(counts.times), .none] + Self.fates(counts)
    }
  }
}
