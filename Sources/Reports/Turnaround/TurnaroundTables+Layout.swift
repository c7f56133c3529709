import Domain

/// What stands on which sheet of the turnaround report.
extension TurnaroundTables {
  func sections(title: Text) -> [ReportData.Section] {
    let departments = departments
    let times = Text(zh: "件次", en: "decisions")
    let hasNone = frame.shown(figures.reviews.reduce(0) { $0 + $1.count }) == 0
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
        blocks: [.paragraph(headline(departments.all)), .table(departments.short)] + (hasNone ? [] : [.chart(chart)])),
      ReportData.Section(
        name: Text(zh: "时效按月", en: "Turnaround by month"),
        title: Text(zh: "会计人员信息审核办理时效按月情况表", en: "How long reviews take, by month"), unit: times, isSigned: false,
        blocks: [.table(months)] + (hasNone ? [] : [.chart(monthChart)])),
      ReportData.Section(
        name: Text(zh: "用时分布", en: "Distribution"),
        title: Text(zh: "会计人员信息审核用时分布表", en: "How many working days reviews took"), unit: times, isSigned: false,
        blocks: [.table(distribution)] + (hasNone ? [] : [.chart(distributionChart)])),
    ]
    sections.append(
      ReportData.Section(
        name: Text(zh: "按期率排名", en: "Ranking"), title: Text(zh: "会计人员信息审核按期率排名表", en: "Bureaus by share on time"),
        unit: times, isSigned: false, blocks: [.table(ranking)] + (hasNone ? [] : [.chart(rankingChart)])
      ).idle(ranking.rows.count < 2 || frame.filters.isPublished))
    sections += departments.detail(
      name: Text(zh: "时效分部门明细", en: "Turnaround by bureau"),
      title: Text(zh: "会计人员信息审核办理时效分部门明细表", en: "How long reviews take, by department"), unit: times)
    return sections
  }

  private var rankingChart: ReportChart {
    ReportChart(
      .bar, Text(zh: "按期率", en: "Share on time"), table: "ranking", labels: "department",
      series: [ReportChart.Series("on_time_share", ReportColor.approved)], cells: .details(limit: 30),
      unit: Text(zh: "按期率", en: "share"), isLabelled: true)
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
      Text(zh: "承诺时限、提前办结率", en: "Promised, early"),
      Text(
        zh: "承诺时限是省级方案现行版本规定的审核工作日数，各部门不同的不列；办结日早于到期日的为提前办结，提前办结率 ＝ 提前办结 ÷ 办结件次。",
        en:
          "Promised are the working days of the form in force, not shown where bureaus differ; early is decided before the due "
          + "day, as part of all decisions.")),
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
