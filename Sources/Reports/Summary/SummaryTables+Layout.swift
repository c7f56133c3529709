import Domain

/// What stands on which sheet of the summary.
extension SummaryTables {
  private enum Color {
    static let submitted: UInt32 = 0x9DC3E6
    static let inReview: UInt32 = 0x2E75B6
    static let approved: UInt32 = 0x70AD47
    static let returned: UInt32 = 0xED7D31
    static let neutral: UInt32 = 0x5B7FA6
    static let line: UInt32 = 0xC55A11
  }

  /// More columns than this in a chart help nobody.
  static let chartLimit = 20

  func sections(title: Text) -> [ReportData.Section] {
    let departments = byDepartment
    let piece = Text(zh: "件", en: "applications")
    var sections = [
      ReportData.Section(
        name: Text(zh: "汇总", en: "Summary"), title: title, unit: piece,
        blocks: [.paragraph(headline(departments)), .table(byCity ?? departments), .table(revisions)]
          + blocks(stateChart(departments)))
    ]
    if byCity != nil {
      sections.append(
        ReportData.Section(
          name: Text(zh: "分部门", en: "Departments"),
          title: Text(zh: "会计人员信息审核情况分部门明细表", en: "Review by department"), unit: piece,
          isSigned: false, blocks: [.table(departments)]))
    }
    sections.append(
      ReportData.Section(
        name: Text(zh: "退回原因", en: "Reasons"),
        title: Text(zh: "会计人员信息退回原因分析表", en: "Why applications were returned"),
        unit: Text(zh: "次", en: "times"), dated: Text(zh: "退回日期", en: "Returned"),
        blocks: [.paragraph(reasonLine), .table(reasons)] + blocks(reasonChart)))
    sections.append(
      ReportData.Section(
        name: Text(zh: "积压时限", en: "Backlog"),
        title: Text(zh: "会计人员信息审核积压时限表", en: "Backlog by age"), unit: piece,
        blocks: [.paragraph(backlogLine), .table(backlogByCity ?? backlog)] + blocks(ageChart)))
    if backlogByCity != nil {
      sections.append(
        ReportData.Section(
          name: Text(zh: "积压分部门", en: "Backlog by department"),
          title: Text(zh: "会计人员信息审核积压时限分部门明细表", en: "Backlog by department and age"), unit: piece,
          isSigned: false, blocks: [.table(backlog)]))
    }
    sections.append(
      ReportData.Section(
        name: Text(zh: "说明", en: "Notes"), title: Text(zh: "编制说明", en: "Notes"), isSigned: false,
        blocks: [.notes(notes)]))
    return sections
  }

  private func blocks(_ chart: ReportChart?) -> [ReportData.Section.Block] { chart.map { [.chart($0)] } ?? [] }

  private func stateChart(_ departments: ReportTable) -> ReportChart? {
    let table = byCity ?? departments
    guard let total = table.total, (table.value("total", in: total).count ?? 0) > 0 else { return nil }
    let series = [
      ReportChart.Series("approved", Color.approved), ReportChart.Series("returned", Color.returned),
      ReportChart.Series("in_review", Color.inReview), ReportChart.Series("submitted", Color.submitted),
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
      byCity == nil
        ? Text(zh: "各部门申报审核状态", en: "Applications by department and state")
        : Text(zh: "各市申报审核状态", en: "Applications by city and state"),
      table: table.id, labels: "department",
      series: series, cells: .details(limit: Self.chartLimit), unit: Text(zh: "件", en: "applications"))
  }

  private var reasonChart: ReportChart? {
    guard !figures.reasons.isEmpty else { return nil }
    return ReportChart(
      .pareto, Text(zh: "退回原因帕累托图（前 15 位）", en: "Return reasons, the 15 most frequent"), table: "reasons",
      labels: "code", series: [ReportChart.Series("times", Color.neutral), ReportChart.Series("running", Color.line)],
      cells: .details(limit: 15), unit: Text(zh: "引用次数", en: "times"))
  }

  private var ageChart: ReportChart? {
    guard (backlog.total.flatMap { backlog.value("pending", in: $0).count } ?? 0) > 0 else { return nil }
    return ReportChart(
      .column, Text(zh: "积压件按提交至今工作日分布", en: "Backlog by working days since submission"),
      table: (backlogByCity ?? backlog).id,
      labels: "department", series: Bucket.allCases.map { ReportChart.Series($0.rawValue, Color.neutral) },
      cells: .total, unit: Text(zh: "件", en: "applications"), isLabelled: true)
  }

  // MARK: Sentences

  private func headline(_ table: ReportTable) -> Text {
    func number(_ column: String) -> String {
      table.total.map { table.value(column, in: $0).text(.en) } ?? "0"
    }
    let pending = backlog.total.flatMap { backlog.value("pending", in: $0).count } ?? 0
    let zh =
      "共受理申报 \(number("total")) 件，其中待审核 \(number("submitted")) 件、审核中 \(number("in_review")) 件、"
      + "已通过 \(number("approved")) 件、已退回 \(number("returned")) 件；办结率 \(number("decided_share"))，"
      + "通过率 \(number("approved_share"))，退回率 \(number("returned_share"))。"
    let en =
      "\(number("total")) applications: \(number("submitted")) submitted, \(number("in_review")) in review, "
      + "\(number("approved")) approved, \(number("returned")) returned; decided \(number("decided_share")), "
      + "approved \(number("approved_share")), returned \(number("returned_share")). "
    return pending == 0
      ? Text(zh: zh + "目前没有积压。", en: en + "No backlog.")
      : Text(zh: zh + backlogLine.zh, en: en + backlogLine.en)
  }

  private var backlogLine: Text {
    let table = backlog
    guard let total = table.total else { return Text(zh: "", en: "") }
    let (pending, overdue, today) = (
      table.value("pending", in: total).text(.en), table.value("overdue", in: total).text(.en),
      table.value("due_today", in: total).text(.en)
    )
    guard let oldest = table.value("oldest", in: total).day else {
      return Text(zh: "目前没有积压。", en: "No backlog.")
    }
    return Text(
      zh: "积压 \(pending) 件，其中已逾期 \(overdue) 件、今日到期 \(today) 件，最早一件提交于\(oldest.chinese)。",
      en: "\(pending) pending: \(overdue) overdue, \(today) due today, the oldest of \(oldest.iso).")
  }

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
        + "平均每次 \(average) 条；最多的是“\(first.text)”，占 \(most)。",
      en: "\(returns) returns named \(times) reasons, \(average) each; most often \(first.code), \(most).")
  }

  private var notes: [ReportData.Note] {
    [
      ReportData.Note(
        Text(zh: "统计对象", en: "Counted"),
        Text(
          zh: "已提交的会计人员信息采集申报，按目前所在的会计管理部门、以最近一次提交日期计入期间；草稿（含撤回修改的）不计。",
          en: "Applications that were submitted, under the department that has them now, by the day of the latest "
            + "submission. Drafts, and what was withdrawn into one, are not counted.")),
      ReportData.Note(
        Text(zh: "待审核、审核中", en: "Submitted, in review"),
        Text(
          zh: "审核中是审核员已领取且尚未到期的申报；领取到期未办结的，计入待审核。",
          en: "In review is what a reviewer holds; a lease that ran out counts as submitted.")),
      ReportData.Note(
        Text(zh: "办结率", en: "Decided"),
        Text(zh: "（已通过＋已退回）÷ 合计。", en: "(approved + returned) ÷ total.")),
      ReportData.Note(
        Text(zh: "通过率、退回率", en: "Approved %, returned %"),
        Text(
          zh: "已通过、已退回分别 ÷（已通过＋已退回），以目前状态计；退回后重新提交的按新状态计。",
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
      ReportData.Note(
        Text(zh: "积压、工作日", en: "Backlog, working days"),
        Text(
          zh: "积压指待审核和审核中的申报。工作日自提交次日起算，按国务院办公厅公布的节假日安排扣除休息日、计入调休上班日；提交当日为 0 天。",
          en: "Backlog is what is submitted or in review. Working days count from the day after the submission, by the "
            + "State Council's calendar.")),
      ReportData.Note(
        Text(zh: "今日到期、已逾期", en: "Due today, overdue"),
        Text(
          zh: "按提交时依本省审核时限确定的到期日计；到期日早于数据截至当日的为已逾期。",
          en: "By the due day that was set at submission; overdue is what was due before the day of the figures.")),
    ]
  }
}
