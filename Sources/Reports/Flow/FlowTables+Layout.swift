import Domain

/// What stands on which sheet of the flow report.
extension FlowTables {
  func sections(title: Text) -> [ReportData.Section] {
    let piece = Text(zh: "件次", en: "applications")
    let fine = self.dates()
    let coarse = frame.coarser(fine.span, than: fine.table).map { self.dates(id: "periods", $0) }
    let (dates, span) = coarse ?? fine
    let departments = departments
    let forecast = forecast
    var sections = [
      ReportData.Section(
        name: Text(zh: "受理趋势", en: "Flow"), title: title, unit: piece,
        blocks: [
          .paragraph(headline(departments.all, forecast.all)), .table(dates), .chart(chart(span, of: dates)),
        ] + (frame.isBound ? [] : [.chart(waiting(span, of: dates))])),
      ReportData.Section(
        name: Text(zh: "各部门受理", en: "Flow by bureau"),
        title: Text(zh: "会计人员信息各部门受理情况表", en: "Received and decided by department"), unit: piece, isSigned: false,
        blocks: [.table(departments.short)]),
      ReportData.Section(
        name: Text(zh: "积压预测", en: "Forecast"), title: Text(zh: "会计人员信息积压办结预测表", en: "When the backlog is worked off"),
        unit: Text(zh: "件", en: "applications"), isSigned: false, isInternal: true, blocks: [.table(forecast.short)]
      ).idle(frame.isBound),
    ]
    if coarse != nil {
      sections.append(
        ReportData.Section(
          name: fine.table.title, title: fine.table.title, unit: piece, isSigned: false, blocks: [.table(fine.table)]
        ).idle())
    }
    sections += departments.detail(
      name: Text(zh: "受理分部门明细", en: "Flow by bureau, all"),
      title: Text(zh: "会计人员信息受理情况分部门明细表", en: "Received and decided by department"), unit: piece)
    sections += forecast.detail(
      name: Text(zh: "预测分部门明细", en: "Forecast by bureau"),
      title: Text(zh: "会计人员信息积压办结预测分部门明细表", en: "Forecast by department"),
      unit: Text(zh: "件", en: "applications"), isInternal: true
    ).map { $0.idle(frame.isBound) }
    return sections
  }

  private func chart(_ span: TimeSpan, of table: ReportTable) -> ReportChart {
    ReportChart(
      .line, Text(zh: "收件与办结\(span.adverb.zh)", en: "Received and decided \(span.adverb.en)"), table: table.id,
      labels: "from",
      series: [
        ReportChart.Series("received", ReportColor.inReview), ReportChart.Series("approved", ReportColor.approved),
        ReportChart.Series("returned", ReportColor.returned), ReportChart.Series("withdrawn", ReportColor.quiet),
      ], cells: .details(limit: TimeSpan.limit), unit: Text(zh: "件次", en: "applications"))
  }

  private func waiting(_ span: TimeSpan, of table: ReportTable) -> ReportChart {
    ReportChart(
      .column, Text(zh: "期末待办\(span.adverb.zh)", en: "Waiting at the end, \(span.adverb.en)"), table: table.id,
      labels: "from",
      series: [ReportChart.Series("pending", ReportColor.neutral)], cells: .details(limit: TimeSpan.limit),
      unit: Text(zh: "件", en: "applications"))
  }

  private func headline(_ table: ReportTable, _ forecast: ReportTable) -> Text {
    let n = table.totalText
    let f = forecast.totalText
    let zh =
      "期初待办 \(n("opening")) 件，收件 \(n("received")) 件次（首次 \(n("first"))、重新提交 \(n("again"))），办结 \(n("decided")) 件次"
      + "（通过 \(n("approved"))、退回 \(n("returned"))），撤回 \(n("withdrawn")) 件，期末待办 \(n("closing")) 件。"
    let en =
      "\(n("opening")) waited before; \(n("received")) came in (\(n("first")) for the first time), \(n("decided")) were decided "
      + "(\(n("approved")) approved, \(n("returned")) returned), \(n("withdrawn")) withdrawn; \(n("closing")) wait. "
    guard let total = forecast.total, let day = forecast.value("done_on", in: total).day else {
      return Text(
        zh: zh + "最近 \(FlowFigures.rateDays) 个工作日收件不少于办结，照此速度积压不会减少。",
        en: en
          + "In the last \(FlowFigures.rateDays) working days no less came in than was decided: the backlog does not shrink."
      )
    }
    return pendingNow == 0
      ? Text(zh: zh + "目前没有积压。", en: en + "No backlog.")
      : Text(
        zh: zh + "照最近 \(FlowFigures.rateDays) 个工作日的速度，目前待办的 \(f("pending")) 件预计 \(f("days")) 个工作日后（\(day.chinese)）办完。",
        en: en
          + "At the rate of the last \(FlowFigures.rateDays) working days the \(f("pending")) that wait now are done in "
          + "\(f("days")) working days (\(day.iso)).")
  }

  static let notes = [
    ReportData.Note(
      Text(zh: "收件、办结", en: "Received, decided"),
      Text(
        zh: "收件为提交的次数（首次提交和重新提交，变更计入重新提交），办结为通过和退回的次数，各按发生的日期和当时所在的部门计；一件申报可以多次收件和办结。",
        en:
          "Submissions (a change is one again) and decisions, each by its own day and the department that had it then; an application may count "
          + "several times.")),
    ReportData.Note(
      Text(zh: "期初、期末待办", en: "Waited before, waiting then"),
      Text(
        zh: "由目前的待办（与待审一致）倒推：期末待办 ＝ 期初待办 ＋ 收件 ＋ 重新审核 ＋ 转入 － 办结 － 撤回 － 转出。",
        en:
          "Reckoned back from what waits now (as in queue): waiting then = before + received + reopened + in - decided - "
          + "withdrawn - out.")),
    ReportData.Note(
      Text(zh: "转入、转出", en: "In, out"),
      Text(zh: "统计范围内部门之间的转办同时计入转入和转出。", en: "Transfers between departments of these figures count in both.")),
    ReportData.Note(
      Text(zh: "积压办结预测", en: "Forecast"),
      Text(
        zh: "速度取数据截至当日之前的 \(FlowFigures.rateDays) 个工作日（其间休息日的收件一并计入）；不再收件：待办 ÷ 日办结；照常收件：待办 ÷（日办结 － 日收件），"
          + "收件不少于办结的不作预测。",
        en:
          "The rate is that of the last \(FlowFigures.rateDays) working days before the day of the figures, with what came in "
          + "on free days between; no forecast where no less comes in than is decided.")),
  ]
}
