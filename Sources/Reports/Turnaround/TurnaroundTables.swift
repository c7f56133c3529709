import Domain

/// The tables of the turnaround report, and what stands on which sheet.
struct TurnaroundTables {
  let frame: ReportFrame
  let figures: TurnaroundFigures

  /// The three times of whatever a row is about.
  struct Times {
    var review = Durations()
    var late = 0
    var early = 0
    var correction = Durations()
    var whole = Durations()

    static func + (left: Times, right: Times) -> Times {
      Times(
        review: left.review + right.review, late: left.late + right.late, early: left.early + right.early,
        correction: left.correction + right.correction, whole: left.whole + right.whole)
    }

    /// One value for each of `columns`.
    ///
    /// - Parameter promise: working days in which it was to be decided; nil where that differs, or is not told.
    func values(promise: Int?) -> [ReportValue] {
      [
        .count(review.count - late), .count(late), .none, .none, .whole(promise), .count(early), .none,
        .number(review.mean), .whole(review.percentile(0.5)),
        .whole(review.percentile(0.9)), .whole(review.longest),
        .count(correction.count), .whole(correction.percentile(0.5)), .whole(correction.percentile(0.9)),
        .count(whole.count), .whole(whole.percentile(0.5)), .whole(whole.percentile(0.9)), .whole(whole.longest),
      ]
    }
  }

  static let columns: [ReportColumn] = {
    let review = Text(zh: "部门审核（工作日）", en: "review, working days")
    let correction = Text(zh: "申报人补正（自然日）", en: "correction by the applicant, days")
    let whole = Text(zh: "首次提交至通过（自然日）", en: "first submission to approval, days")
    let median = Text(zh: "中位数", en: "median")
    let p90 = Text(zh: "90 分位", en: "p90")
    let longest = Text(zh: "最长", en: "longest")
    return [
      ReportColumn("on_time", Text(zh: "按期", en: "on time"), .count, group: review, drops: 2),
      ReportColumn("late", Text(zh: "超期", en: "late"), .count, group: review, isAlarm: true),
      ReportColumn(
        "decisions", Text(zh: "办结件次", en: "decisions"), .count, .sum(["on_time", "late"]), group: review, hasBar: true
      ),
      ReportColumn(
        "on_time_share", Text(zh: "按期率", en: "on time %"), .share, .ratio(["on_time"], of: ["decisions"]),
        group: review),
      ReportColumn(
        "promise", Text(zh: "承诺时限", en: "promised"), .measure, group: review, alone: Text(zh: "承诺时限", en: "promised"),
        drops: 9, base: ["decisions"]),
      ReportColumn(
        "early", Text(zh: "提前", en: "early"), .count, group: review, alone: Text(zh: "提前办结", en: "early"), drops: 10),
      ReportColumn(
        "early_share", Text(zh: "提前率", en: "early %"), .share, .ratio(["early"], of: ["decisions"]), group: review,
        alone: Text(zh: "提前办结率", en: "early %"), drops: 8),
      ReportColumn(
        "review_mean", Text(zh: "平均", en: "mean"), .decimal, group: review, alone: Text(zh: "审核平均", en: "mean"),
        drops: 3, base: ["decisions"]),
      ReportColumn(
        "review_median", median, .measure, group: review, alone: Text(zh: "审核中位数", en: "median"), base: ["decisions"]),
      ReportColumn(
        "review_p90", p90, .measure, group: review, alone: Text(zh: "审核90分位", en: "p90"), base: ["decisions"]),
      ReportColumn(
        "review_longest", longest, .measure, group: review, alone: Text(zh: "审核最长", en: "longest"), drops: 1,
        base: ["decisions"]),
      ReportColumn("corrections", Text(zh: "补正件次", en: "resubmitted"), .count, group: correction, drops: 8),
      ReportColumn(
        "correction_median", median, .measure, group: correction, alone: Text(zh: "补正中位数", en: "correction"),
        base: ["corrections"]),
      ReportColumn(
        "correction_p90", p90, .measure, group: correction, alone: Text(zh: "补正90分位", en: "corr. p90"), drops: 4,
        base: ["corrections"]),
      ReportColumn("approvals", Text(zh: "通过件数", en: "approved"), .count, group: whole, drops: 7),
      ReportColumn(
        "whole_median", median, .measure, group: whole, alone: Text(zh: "全程中位数", en: "whole"), base: ["approvals"]),
      ReportColumn(
        "whole_p90", p90, .measure, group: whole, alone: Text(zh: "全程90分位", en: "whole p90"), drops: 5,
        base: ["approvals"]),
      ReportColumn(
        "whole_longest", longest, .measure, group: whole, alone: Text(zh: "全程最长", en: "whole max"), drops: 6,
        base: ["approvals"]),
    ]
  }()

  var isEmpty: Bool {
    func count(_ cases: [TurnaroundFigures.Case]) -> Int { cases.reduce(0) { $0 + $1.count } }
    return frame.isNothing(count(figures.reviews), count(figures.corrections), count(figures.wholes))
  }

  private func times<Key: Hashable>(by key: (TurnaroundFigures.Case) -> Key) -> [Key: Times] {
    var times: [Key: Times] = [:]
    for item in figures.reviews {
      times[key(item), default: Times()].review.add(item.days, times: item.count)
      times[key(item), default: Times()].late += item.late
      times[key(item), default: Times()].early += item.early
    }
    for item in figures.corrections { times[key(item), default: Times()].correction.add(item.days, times: item.count) }
    for item in figures.wholes { times[key(item), default: Times()].whole.add(item.days, times: item.count) }
    return times
  }

  var departments: DepartmentTables {
    let times = times { $0.department }
    return DepartmentTables(
      id: "turnaround", cityID: "turnaround_cities", title: Text(zh: "各部门办理时效", en: "By department"),
      cityTitle: Text(zh: "各市办理时效", en: "By city"), columns: Self.columns, tree: frame.tree
    ) { nodes in
      nodes.reduce(Times()) { sum, node in times[node.code].map { sum + $0 } ?? sum }.values(
        promise: promise(of: nodes))
    }
  }

  /// What all of these bureaus promise; nil where they differ.
  private func promise(of nodes: [DepartmentTree.Node]) -> Int? {
    let days = Set(nodes.map { figures.promises[$0.code] })
    return days.count == 1 ? days.first ?? nil : nil
  }

  /// Bureaus by their share of decisions on time, the highest first; not for the public, whose counts are rounded.
  var ranking: ReportTable {
    let table = departments.short
    func figure(_ column: String, _ row: ReportTable.Row) -> Int { table.value(column, in: row).count ?? 0 }
    func share(_ row: ReportTable.Row) -> Double {
      Double(figure("on_time", row)) / Double(max(figure("decisions", row), 1))
    }
    let details = table.rows.filter { $0.kind == .detail && figure("decisions", $0) > 0 }.sorted {
      let (a, b) = (share($0), share($1))
      return a == b ? $0.key < $1.key : a > b
    }
    return ReportTable(
      id: "ranking", title: Text(zh: "按期率排名", en: "By share on time"),
      columns: [
        ReportColumn("ordinal", Text(zh: "名次", en: "rank"), .ordinal),
        ReportColumn("department", Text(zh: "会计管理部门", en: "Department"), .text),
        ReportColumn("on_time", Text(zh: "按期", en: "on time"), .count),
        ReportColumn("late", Text(zh: "超期", en: "late"), .count, isAlarm: true),
        ReportColumn("decisions", Text(zh: "办结件次", en: "decisions"), .count, .sum(["on_time", "late"])),
        ReportColumn("on_time_share", Text(zh: "按期率", en: "on time %"), .share, .ratio(["on_time"], of: ["decisions"])),
      ],
      rows: details.map { row in
        .detail(
          row.key,
          [
            .none, table.value("department", in: row), table.value("on_time", in: row), table.value("late", in: row),
            .none, .none,
          ])
      }, listing: .occurring)
  }

  var months: ReportTable {
    let times = times { $0.month }
    let span = TimeSpan.month
    let columns =
      [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("month", span.title, .text, isTime: true),
      ] + Self.columns
    let all = times.values.reduce(Times(), +)
    let starts = times.keys.min().map { span.all(from: $0, to: times.keys.max() ?? $0) } ?? []
    return ReportTable(
      id: "months", title: Text(zh: "按办结月份", en: "By month"), columns: columns,
      details: starts.map { start in
        .detail(
          start.iso,
          [.none, .label(span.name(start))] + (times[start] ?? Times()).values(promise: promise(of: frame.tree.nodes)))
      }, label: "month",
      totals: Dictionary(
        zip(Self.columns.map(\.id), all.values(promise: promise(of: frame.tree.nodes))),
        uniquingKeysWith: { first, _ in first }))
  }

  /// How many working days reviews took.
  var distribution: ReportTable {
    let all = times { _ in 0 }[0]?.review ?? Durations()
    let ranges: [(id: String, name: Text, range: ClosedRange<Int>)] =
      (0...10).map { ("days_\($0)", Text(zh: "\($0) 天", en: "\($0) days"), $0...$0) } + [
        ("days_11_15", Text(zh: "11-15 天", en: "11-15 days"), 11...15),
        ("days_16_20", Text(zh: "16-20 天", en: "16-20 days"), 16...20),
        ("days_over_20", Text(zh: "20 天以上", en: "over 20 days"), 21...Int.max),
      ]
    return ReportTable(
      id: "distribution", title: Text(zh: "审核用时分布", en: "Distribution"),
      columns: [
        ReportColumn("ordinal", Text(zh: "序号", en: "No."), .ordinal),
        ReportColumn("days", Text(zh: "审核用时（工作日）", en: "Working days"), .text),
        ReportColumn("decisions", Text(zh: "办结件次", en: "decisions"), .count, hasBar: true),
        ReportColumn("share", Text(zh: "占比", en: "share"), .share, .shareOfTotal("decisions")),
        ReportColumn("running", Text(zh: "累计占比", en: "cumulative"), .share, .runningShare("decisions")),
      ],
      details: ranges.map { entry in
        .detail(entry.id, [.none, .label(entry.name), .count(all.within(entry.range)), .none, .none])
      }, label: "days")
  }
}
