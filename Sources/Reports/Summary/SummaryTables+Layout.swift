import Domain

/// What stands on which sheet of the summary.
extension SummaryTables {
  /// More columns than this in a chart help nobody.
  static let chartLimit = 20

  func sections(title: Text) -> [ReportData.Section] {
    let departments = standings.all
    let ages = backlog
    let piece = Text(zh: "件", en: "applications")
    // Bound with the others, reports of their own say this and more.
    let isBound = figures.frame.isBound
    var sections = [
      ReportData.Section(
        name: Text(zh: "汇总", en: "Summary"), title: title, unit: piece,
        blocks: [.paragraph(headline(departments)), .table(standings.short), .table(revisions)]
          + blocks(stateChart))
    ]
    sections += standings.detail(
      name: Text(zh: "分部门", en: "Departments"),
      title: Text(zh: "会计人员信息审核情况分部门明细表", en: "Review by department"), unit: piece)
    sections += coverageSections
    sections.append(
      ReportData.Section(
        name: Text(zh: "退回原因", en: "Reasons"),
        title: Text(zh: "会计人员信息退回原因分析表", en: "Why applications were returned"),
        unit: Text(zh: "次", en: "times"), dated: Text(zh: "退回日期", en: "Returned"),
        blocks: [.paragraph(reasonLine), .table(reasons)] + blocks(reasonChart)
      ).idle(isBound))
    sections.append(
      ReportData.Section(
        name: Text(zh: "积压时限", en: "Backlog"),
        title: Text(zh: "会计人员信息审核积压时限表", en: "Backlog by age"), unit: piece,
        blocks: [.paragraph(backlogLine), .table(ages.short)] + blocks(ageChart)
      ).idle(isBound))
    sections += ages.detail(
      name: Text(zh: "积压分部门", en: "Backlog by department"),
      title: Text(zh: "会计人员信息审核积压时限分部门明细表", en: "Backlog by department and age"), unit: piece
    ).map { $0.idle(isBound) }
    return sections
  }

  private func blocks(_ chart: ReportChart?) -> [ReportData.Section.Block] { chart.map { [.chart($0)] } ?? [] }

  private var stateChart: ReportChart? {
    let table = standings.short
    guard let total = table.total, (table.value("total", in: total).count ?? 0) > 0 else { return nil }
    let series = [
      ReportChart.Series("approved", ReportColor.approved), ReportChart.Series("returned", ReportColor.returned),
      ReportChart.Series("in_review", ReportColor.inReview), ReportChart.Series("submitted", ReportColor.submitted),
    ]
    guard table.rows.count > 2 else {
      // One bureau: its states as parts of a whole.
      return ReportChart(
        .doughnut, Text(zh: "申报审核状态构成", en: "Applications by state"), table: table.id, labels: "department",
        series: Self.states.compactMap { state in series.first { $0.column == state.rawValue } }, cells: .total,
        unit: Text(zh: "件", en: "applications"), isLabelled: true)
    }
    return ReportChart(
      .stackedColumn,
      standings.cities == nil
        ? Text(zh: "各部门申报审核状态", en: "Applications by department and state")
        : Text(zh: "各市申报审核状态", en: "Applications by city and state"),
      table: table.id, labels: "department",
      series: series, cells: .details(limit: Self.chartLimit), unit: Text(zh: "件", en: "applications"))
  }

  private var reasonChart: ReportChart? {
    guard !figures.reasons.isEmpty else { return nil }
    return ReportChart(
      .pareto, Text(zh: "退回原因帕累托图（前 15 位）", en: "Return reasons, the 15 most frequent"), table: "reasons",
      labels: "code",
      series: [ReportChart.Series("times", ReportColor.neutral), ReportChart.Series("running", ReportColor.line)],
      cells: .details(limit: 15), unit: Text(zh: "引用次数", en: "times"))
  }

  private var ageChart: ReportChart? {
    guard !figures.backlog.arrivals.isEmpty else { return nil }
    return ReportChart(
      .column, Text(zh: "积压件按提交至今工作日分布", en: "Backlog by working days since submission"),
      table: backlog.short.id,
      labels: "department",
      series: BacklogAges.Bucket.allCases.map { ReportChart.Series($0.rawValue, ReportColor.neutral) },
      cells: .total, unit: Text(zh: "件", en: "applications"), isLabelled: true)
  }

  // MARK: Sentences

  private func headline(_ table: ReportTable) -> Text {
    func number(_ column: String) -> String {
      table.total.map { table.value(column, in: $0).text(.en) } ?? "0"
    }
    let pending = figures.backlog.arrivals.count
    let zh =
      "共受理申报 \(number("total")) 件，其中待审核 \(number("submitted")) 件、审核中 \(number("in_review")) 件、"
      + "已通过 \(number("approved")) 件、已退回 \(number("returned")) 件；办结率 \(number("decided_share"))，"
      + "其中已通过占 \(number("approved_share"))，已退回占 \(number("returned_share"))。"
    let en =
      "\(number("total")) applications: \(number("submitted")) submitted, \(number("in_review")) in review, "
      + "\(number("approved")) approved, \(number("returned")) returned; decided \(number("decided_share")), "
      + "approved \(number("approved_share")), returned \(number("returned_share")). "
    return pending == 0
      ? Text(zh: zh + "目前没有积压。", en: en + "No backlog.")
      : Text(zh: zh + backlogLine.zh, en: en + backlogLine.en)
  }

  private var backlogLine: Text { BacklogFigures.sentence(backlog.all) }

  private var reasonLine: Text {
    let times = figures.reasons.reduce(0) { $0 + $1.count }
    let returns = figures.reasons.reduce(0) { $0 + $1.first }
    guard times > 0, let first = figures.reasons.first else {
      return Text(zh: "统计范围内没有退回。", en: "Nothing was returned.")
    }
    let most = ReportValue.percent(Double(first.count) / Double(times))
    let average = (Double(times) / Double(max(returns, 1))).formatted(.number.precision(.fractionLength(1)))
    return Text(
      zh: "共退回 \(ReportValue.count(returns).text(.zh)) 次，引用退回原因 \(ReportValue.count(times).text(.zh)) 次，"
        + "平均每次 \(average) 条；最多的是“\(first.text.zh)”，占 \(most)。",
      en: "\(returns) returns named \(times) reasons, \(average) each; most often “\(first.text.en)”, \(most).")
  }

  var notes: [ReportData.Note] {
    [
      ReportData.Note(
        Text(zh: "统计对象", en: "Counted"),
        Text(
          zh: "已提交的会计人员信息采集申报，按目前所在的会计管理部门、以最近一次提交日期计入期间；草稿（含撤回修改的）不计。",
          en: "Applications that were submitted, under the department that has them now, by the day of the latest "
            + "submission. Drafts, and what was withdrawn into one, are not counted.")),
      ReportData.Note(
        Text(zh: "变更", en: "Changes"),
        Text(
          zh: "变更审核期间，原来通过的信息继续有效，仍计入已通过；变更另按自身的状态计一件，通过后两件合为一件。",
          en:
            "While a change is under way what was approved stays in force and counts as approved, the change beside it by its own "
            + "state; once it is approved they are one.")),
      ReportData.Note(
        Text(zh: "待审核、审核中", en: "Submitted, in review"),
        Text(
          zh: "审核中是审核员已领取且尚未到期的申报；领取到期未办结的，计入待审核。",
          en: "In review is what a reviewer holds; a lease that ran out counts as submitted.")),
      ReportData.Note(
        Text(zh: "办结率", en: "Decided"),
        Text(zh: "（已通过＋已退回）÷ 合计。", en: "(approved + returned) ÷ total.")),
      ReportData.Note(
        Text(zh: "已通过占比、已退回占比", en: "Approved %, returned %"),
        Text(
          zh: "已通过、已退回分别 ÷（已通过＋已退回），以目前状态计；退回后重新提交的按新状态计。按每次办结计的通过率、退回率见审核工作量。",
          en: "approved or returned ÷ (approved + returned), by the present state.")),
      ReportData.Note(
        Text(zh: "退回原因", en: "Return reasons"),
        Text(
          zh: "统计范围内各部门作出的全部退回（含之后已重新提交的），按退回日期计入期间；一次退回可以引用多条原因，占比以引用次数合计为分母。",
          en:
            "All returns by these departments, by the day of the return, also of what came in again since. A return may "
            + "name several reasons; shares are of all namings.")),
      ReportData.Note(
        Text(zh: "提交次数", en: "Submissions"),
        Text(
          zh: "申报目前的提交版本号；首次提交即通过的，计入“1 次”的已通过。",
          en: "The application's latest revision.")),
    ] + (figures.registered.isEmpty ? [] : [Self.coverageNote]) + BacklogFigures.notes
  }
}
