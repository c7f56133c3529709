import Domain
import Spreadsheet

/// What stands on which sheet of the workload report.
extension WorkloadTables {
  var isEmpty: Bool { frame.shown(figures.decisions.reduce(0) { $0 + $1.count }) == 0 }

  func sections(title: Text) -> [ReportData.Section] {
    let times = Text(zh: "件次", en: "decisions")
    let departments = departments
    let fine = self.dates()
    let coarse = frame.coarser(fine.span, than: fine.table).map { self.dates(id: "periods", $0) }
    let (dates, span) = coarse ?? fine
    var sections = [
      ReportData.Section(
        name: Text(zh: "审核工作量", en: "Workload"), title: title, unit: times,
        blocks: [
          .paragraph(isEmpty ? Text(zh: "统计范围内没有办结的申报。", en: "Nothing was decided.") : headline(departments.all)),
          .table(departments.short),
        ]
          + (!isEmpty && departments.short.rows.count > 2
            ? [
              .chart(
                chart(
                  .stackedColumn, Text(zh: "办结件次", en: "Decisions"), departments.short.id, "department", limit: 20))
            ] : [])),
      ReportData.Section(
        name: Text(zh: "工作量\(span.adverb.zh)", en: "Workload \(span.adverb.en)"),
        title: Text(zh: "会计人员信息审核工作量\(span.adverb.zh)统计表", en: "Workload \(span.adverb.en)"), unit: times,
        isSigned: false,
        blocks: [
          .table(dates),
          .chart(
            chart(
              .stackedColumn, Text(zh: "\(span.adverb.zh)办结件次", en: "Decisions \(span.adverb.en)"), dates.id, "from",
              limit: TimeSpan.limit)),
        ]),
      ReportData.Section(
        name: Text(zh: "各审核员", en: "By reviewer"), title: Text(zh: "会计人员信息审核员工作量统计表", en: "Workload by reviewer"),
        unit: times, isSigned: false, isInternal: true, blocks: [.table(reviewers)]),
      ReportData.Section(
        name: Text(zh: "各审核员每日", en: "By reviewer and day"),
        title: Text(zh: "会计人员信息审核员每日办结统计表", en: "Decisions by reviewer and day"), unit: times, isSigned: false,
        isInternal: true,
        blocks: [.paragraph(daily.title), .table(daily)]
      ).idle(frame.isBound),
    ]
    if coarse != nil {
      sections.append(
        ReportData.Section(
          name: fine.table.title, title: title, unit: times, isSigned: false, blocks: [.table(fine.table)]
        ).idle())
    }
    sections += departments.detail(
      name: Text(zh: "工作量分部门明细", en: "Workload by bureau"),
      title: Text(zh: "会计人员信息审核工作量分部门明细表", en: "Workload by department"), unit: times)
    return sections
  }

  private func chart(_ kind: Chart.Kind, _ title: Text, _ table: String, _ labels: String, limit: Int) -> ReportChart {
    ReportChart(
      kind, title, table: table, labels: labels,
      series: [
        ReportChart.Series("approved", ReportColor.approved), ReportChart.Series("returned", ReportColor.returned),
      ], cells: .details(limit: limit), unit: Text(zh: "件次", en: "decisions"))
  }

  private func headline(_ table: ReportTable) -> Text {
    let n = table.totalText
    let people = Set(figures.decisions.map(\.reviewer)).count
    return Text(
      zh: "\(people) 名审核员共办结 \(n("decisions")) 件次，其中通过 \(n("approved"))、退回 \(n("returned"))，退回率 "
        + "\(n("returned_share"))；首次提交的通过率 \(n("first_right"))，通过的申报平均提交 \(n("rounds")) 次；"
        + "每人日办结 \(n("per_shift")) 件次。",
      en: "\(people) reviewers made \(n("decisions")) decisions: \(n("approved")) approved, \(n("returned")) returned "
        + "(\(n("returned_share"))); \(n("first_right")) of first submissions were right, approval took \(n("rounds")) "
        + "submissions on average; \(n("per_shift")) decisions a person and day.")
  }

  static let notes = [
    ReportData.Note(
      Text(zh: "办结件次", en: "Decisions"),
      Text(
        zh: "作出的全部通过和退回，按办结日期计入期间，计入作出结论的审核员和部门；一件申报多次办结的，计多次。",
        en: "All approvals and returns by the day of the decision, under who decided; an application may have several.")
    ),
    ReportData.Note(
      Text(zh: "首次提交通过率", en: "First submissions right"),
      Text(
        zh: "对第 1 次提交作出的结论中，通过所占的份额。", en: "Of the decisions about revision 1, the share of approvals.")),
    ReportData.Note(
      Text(zh: "平均提交次数", en: "Rounds"),
      Text(zh: "通过的申报在通过时的提交次数，平均数。", en: "The revision that was approved, on average.")),
    ReportData.Note(
      Text(zh: "人日", en: "Person-days"),
      Text(
        zh: "一名审核员有办结的一天计 1 人日；每人日为办结件次 ÷ 人日，不等于工作时间。",
        en: "A day on which a reviewer decided something is one; not the same as time worked.")),
    ReportData.Note(
      Text(zh: "审核员的用时、按期率", en: "A reviewer's days, on time %"),
      Text(
        zh: "与办理时效相同：从本次提交（或撤回重审）到办结的工作日；也包括件在其他人手中和待领取的时间。",
        en:
          "As in the report on turnaround: working days from that submission or reopening to the decision, also while nobody "
          + "or somebody else had it.")),
  ]
}
