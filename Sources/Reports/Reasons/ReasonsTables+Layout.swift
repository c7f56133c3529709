import Domain

/// What stands on which sheet of the report on return reasons.
extension ReasonsTables {
  /// All that is counted.
  var counted: Int { figures.byCode.values.reduce(0) { $0 + $1.times } }

  func sections(title: Text) -> [ReportData.Section] {
    let times = Text(zh: "次", en: "times")
    let returned = Text(zh: "退回日期", en: "Returned")
    let departments = departments
    func section(_ name: Text, _ title: Text, _ blocks: [ReportData.Section.Block]) -> ReportData.Section {
      ReportData.Section(name: name, title: title, unit: times, dated: returned, isSigned: false, blocks: blocks)
    }
    var sections = [
      ReportData.Section(
        name: Text(zh: "退回原因分析", en: "Return reasons"), title: title, unit: times, dated: returned,
        blocks: [
          .paragraph(
            frame.shown(counted) == 0 ? Text(zh: "统计范围内没有退回。", en: "Nothing was returned.") : headline),
          .table(reasons),
          .chart(pareto(Text(zh: "退回原因帕累托图（前 15 位）", en: "Return reasons, the 15 most frequent"), "reasons", "code")),
        ]),
      section(
        Text(zh: "退回栏目材料", en: "Fields and slots"),
        Text(zh: "会计人员信息退回涉及栏目和材料分析表", en: "Fields and slots that returns point at"),
        [.table(targets)]
          // Bound with others it would take a page of its own.
          + (frame.isBound
            ? []
            : [
              .chart(
                pareto(
                  Text(zh: "退回涉及的栏目和材料（前 15 位）", en: "The 15 most frequent fields and slots"), "targets", "target"))
            ])),
      section(
        Text(zh: "退回按月", en: "Returns by month"), Text(zh: "会计人员信息退回原因按月情况表", en: "Return reasons by month"),
        [.table(months), .chart(monthChart)]),
      section(
        Text(zh: "各部门退回", en: "Returns by bureau"), Text(zh: "会计人员信息各部门退回情况表", en: "Returns by department"),
        [.table(departments.short)]),
      section(
        Text(zh: "部门退回原因", en: "Reasons by bureau"), Text(zh: "会计人员信息各部门退回原因情况表", en: "Return reasons by department"),
        [.table(departmentReasons.short)]),
    ]
    sections += departments.detail(
      name: Text(zh: "退回分部门明细", en: "Returns by bureau, all"),
      title: Text(zh: "会计人员信息退回分部门明细表", en: "Returns by department"), unit: times, dated: returned)
    sections += departmentReasons.detail(
      name: Text(zh: "退回原因分部门", en: "Reasons by bureau, all"),
      title: Text(zh: "会计人员信息退回原因分部门明细表", en: "Return reasons by department"), unit: times, dated: returned)
    return sections
  }

  private func pareto(_ title: Text, _ table: String, _ labels: String) -> ReportChart {
    ReportChart(
      .pareto, title, table: table, labels: labels,
      series: [ReportChart.Series("times", ReportColor.neutral), ReportChart.Series("running", ReportColor.line)],
      cells: .details(limit: 15), unit: Text(zh: "引用次数", en: "times"))
  }

  private var monthChart: ReportChart {
    let table = months
    let colors: [UInt32] = [0x5B7FA6, 0xED7D31, 0x70AD47, 0xFFC000, 0x9DC3E6, 0xC55A11, 0x7F6084, 0x2E75B6, 0xBFBFBF]
    let codes = table.columns.filter { $0.group != nil && $0.calculation == .given }.map(\.id)
    return ReportChart(
      .stackedColumn, Text(zh: "各月退回原因", en: "Return reasons by month"), table: "months", labels: "month",
      series: zip(codes, colors).map { ReportChart.Series($0, $1) }, cells: .details(limit: TimeSpan.limit),
      unit: Text(zh: "引用次数", en: "times"))
  }

  private var headline: Text {
    let total = departments.all
    let n = total.totalText
    let table = reasons
    let first = table.rows.first
    let (code, share) = (first?.key ?? "", first.map { table.value("share", in: $0).text(.en) } ?? "")
    let text = figures.reasons.first { $0.code == code }?.text ?? Text(zh: code, en: code)
    return Text(
      zh: "共退回 \(n("returns")) 次，引用退回原因 \(n("times")) 次，平均每次 \(n("each")) 条；最多的是“\(text.zh)”，占 \(share)。"
        + "退回后已改正 \(n("corrected")) 条，同样的问题再次出现 \(n("again")) 条，改正率 \(n("corrected_share"))；"
        + "尚未重新提交 \(n("open")) 条。",
      en: "\(n("returns")) returns named \(n("times")) reasons, \(n("each")) each; most often “\(text.en)”, \(share). "
        + "\(n("corrected")) were corrected, \(n("again")) came back again (\(n("corrected_share")) corrected); "
        + "\(n("open")) were not submitted again.")
  }

  static let notes = [
    ReportData.Note(
      Text(zh: "退回原因", en: "Return reasons"),
      Text(
        zh: "各部门作出的全部退回（含之后已重新提交的），按退回日期计入期间；一次退回可以引用多条原因，占比以引用次数合计为分母。",
        en:
          "All returns by these departments, by the day of the return; a return may name several reasons; shares are of "
          + "all namings.")),
    ReportData.Note(
      Text(zh: "已改正、再次出现", en: "Corrected, again"),
      Text(
        zh: "看同一申报重新提交后的下一次结论：再次退回并就同一栏目或材料引用同一原因的，为再次出现；其余（通过，或因别的原因退回）为已改正。",
        en: "By the next decision after the resubmission: a return that names the same reason at the same place is "
          + "“again”, everything else “corrected”.")),
    ReportData.Note(
      Text(zh: "重提待审、未重提、其他", en: "Waiting, not submitted, other"),
      Text(
        zh: "重提待审：已重新提交、尚无结论；未重提：申报人尚未重新提交；其他：未经重新提交即改作结论的，以及已转到统计范围以外部门的。",
        en:
          "Submitted again without a decision yet; not submitted again; decided anew without a submission, or gone to a "
          + "department outside these figures.")),
  ]
}
