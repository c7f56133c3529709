import Domain

/// The tables of the turnaround report, and what stands on which sheet.
struct TurnaroundTables {
  let frame: ReportFrame
  let figures: TurnaroundFigures

  /// The three times of whatever a row is about.
  struct Times {
    var review = Durations()
    var late = 0
    var correction = Durations()
    var whole = Durations()

    static func + (left: Times, right: Times) -> Times {
      Times(
        review: left.review + right.review, late: left.late + right.late,
        correction: left.correction + right.correction, whole: left.whole + right.whole)
    }

    /// One value for each of `columns`.
    var values: [ReportValue] {
      [
        .count(review.count - late), .count(late), .none, .none, .number(review.mean), .whole(review.percentile(0.5)),
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

  private func times<Key: Hashable>(by key: (TurnaroundFigures.Case) -> Key) -> [Key: Times] {
    var times: [Key: Times] = [:]
    for item in figures.reviews {
      times[key(item), default: Times()].review.add(item.days, times: item.count)
      times[key(item), default: Times()].late += item.late
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
      nodes.reduce(Times()) { sum, node in times[node.code].map { sum + $0 } ?? sum }.values
    }
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
        .detail(start.iso, [.none, .label(span.name(start))] + (times[start] ?? Times()).values)
      }, label: "month",
      totals: Dictionary(zip(Self.columns.map(\.id), all.values), uniquingKeysWith: { first, _ in first }))
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

  // MARK: Sheets

  func sections(title: Text) -> [ReportData.Section] {
    let departments = departments
    let times = Text(zh: "件次", en: "decisions")
    let isEmpty = frame.shown(figures.reviews.reduce(0) { $0 + $1.count }) == 0
    let chart = ReportChart(
      .column, Text(zh: "部门审核用时（工作日）", en: "Working days of review"), table: departments.short.id,
      labels: "department",
      series: [
        ReportChart.Series("review_median", ReportColor.inReview),
        ReportChart.Series("review_p90", ReportColor.returned),
      ], cells: .details(limit: 20), unit: Text(zh: "工作日", en: "working days"), isLabelled: true)
    var sections = [
      ReportData.Section(
        name: Text(zh: "办理时效", en: "Turnaround"), title: title, unit: times,
        blocks: [.paragraph(headline(departments.all)), .table(departments.short)] + (isEmpty ? [] : [.chart(chart)])),
      ReportData.Section(
        name: Text(zh: "时效按月", en: "Turnaround by month"),
        title: Text(zh: "会计人员信息审核办理时效按月情况表", en: "How long reviews take, by month"), unit: times, isSigned: false,
        blocks: [.table(months)] + (isEmpty ? [] : [.chart(monthChart)])),
      ReportData.Section(
        name: Text(zh: "用时分布", en: "Distribution"),
        title: Text(zh: "会计人员信息审核用时分布表", en: "How many working days reviews took"), unit: times, isSigned: false,
        blocks: [.table(distribution)] + (isEmpty ? [] : [.chart(distributionChart)])),
    ]
    sections += departments.detail(
      name: Text(zh: "时效分部门明细", en: "Turnaround by bureau"),
      title: Text(zh: "会计人员信息审核办理时效分部门明细表", en: "How long reviews take, by department"), unit: times)
    return sections
  }

  private var monthChart: ReportChart {
    ReportChart(
      .line, Text(zh: "各月用时中位数", en: "Medians by month"), table: "months", labels: "month",
      series: [
        ReportChart.Series("review_median", ReportColor.inReview),
        ReportChart.Series("review_p90", ReportColor.returned),
        ReportChart.Series("correction_median", ReportColor.quiet),
        ReportChart.Series("whole_median", ReportColor.approved),
      ], cells: .details(limit: TimeSpan.limit), unit: Text(zh: "天", en: "days"))
  }

  private var distributionChart: ReportChart {
    ReportChart(
      .pareto, Text(zh: "审核用时分布", en: "Working days of review"), table: "distribution", labels: "days",
      series: [
        ReportChart.Series("decisions", ReportColor.neutral), ReportChart.Series("running", ReportColor.line),
      ], cells: .details(limit: 14), unit: Text(zh: "件次", en: "decisions"))
  }

  private func headline(_ table: ReportTable) -> Text {
    guard !figures.reviews.isEmpty else { return Text(zh: "统计范围内没有办结的申报。", en: "Nothing was decided.") }
    let n = table.totalText
    return Text(
      zh: "共办结 \(n("decisions")) 件次，按期率 \(n("on_time_share"))；审核用时中位数 \(n("review_median")) 个工作日，"
        + "90% 在 \(n("review_p90")) 个工作日内办结，最长 \(n("review_longest")) 个。申报人补正用时中位数 "
        + "\(n("correction_median")) 天；从首次提交到通过，中位数 \(n("whole_median")) 天，90% 在 \(n("whole_p90")) 天内。",
      en:
        "\(n("decisions")) decisions, \(n("on_time_share")) on time; median \(n("review_median")) working days, 90 % within "
        + "\(n("review_p90")), longest \(n("review_longest")). Applicants take \(n("correction_median")) days to correct; "
        + "from first submission to approval \(n("whole_median")) days, 90 % within \(n("whole_p90")).")
  }

  static let notes = [
    ReportData.Note(
      Text(zh: "办结件次", en: "Decisions"),
      Text(
        zh: "各部门作出的全部通过和退回，按办结日期计入期间和月份；一件申报多次办结的，计多次。",
        en:
          "All approvals and returns by these departments, by the day of the decision; an application may have several."
      )),
    ReportData.Note(
      Text(zh: "审核用时", en: "Review"),
      Text(
        zh: "从本次提交（或撤回重审）到办结的工作日，次日起算；转办的从提交起算，计入作出结论的部门。",
        en:
          "Working days from that submission, or from the reopening, to the decision; also after a transfer, under the "
          + "department that decided.")),
    ReportData.Note(
      Text(zh: "按期、超期", en: "On time, late"),
      Text(
        zh: "办结日不晚于到期日的为按期。到期日在提交时确定，节假日安排公布后顺延的按顺延后的算。",
        en:
          "Decided no later than the due day: set at submission, or the later one that the calendar made of it."
      )),
    ReportData.Note(
      Text(zh: "中位数、90 分位", en: "Median, p90"),
      Text(
        zh: "分别有一半、九成在这个天数以内；合计和各市的数由全部件次重新计算，不是各部门的平均。",
        en: "Half, and nine in ten, took no longer; those of sums are computed from all cases.")),
    ReportData.Note(
      Text(zh: "申报人补正", en: "Correction"),
      Text(
        zh: "从退回到重新提交的自然日，以重新提交日期计入期间；尚未重新提交的不计。",
        en: "Days from the return to the next submission, by the day of the latter.")),
    ReportData.Note(
      Text(zh: "首次提交至通过", en: "First submission to approval"),
      Text(
        zh: "目前为已通过的申报，从首次提交到通过的自然日，包括部门审核和申报人补正。",
        en: "Days, of what is approved now; the bureau's and the applicant's time together.")),
  ]
}
