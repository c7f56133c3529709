import Domain
import PostgreSQL

extension Report {
  /// 审核情况汇总: where the applications stand, why they were returned, and how old the backlog is.
  public static let summary: Report = .init(
    id: "summary",
    name: Text(zh: "审核情况汇总", en: "Review summary"),
    question: Text(
      zh: "各部门申报处于什么状态，已通过和已退回各占多少，为什么退回，积压了多久？",
      en:
        "Where do each department's applications stand, how many are approved and returned, why, and how old is the backlog?"
    ),
    title: Text(zh: "会计人员信息审核情况汇总表", en: "Review of accountants' information: summary"),
    dates: [.submitted],
    limits: [.comparison]
  ) { transaction, frame in
    let figures = try SummaryFigures(transaction, frame)
    let content = SummaryTables(figures).content
    guard let earlier = frame.earlier else { return content }
    let (now, before) = (figures.standings, try SummaryFigures.standings(transaction, earlier.frame))
    func measure(_ id: String, _ name: Text, _ states: [ApplicationState]) -> ComparisonTables.Measure {
      func counts(_ standings: [SummaryFigures.Standing]) -> [String: Int] {
        standings.filter { states.contains($0.state) }.reduce(into: [:]) { $0[$1.department, default: 0] += $1.count }
      }
      return ComparisonTables.Measure(id: id, name: name, now: counts(now), before: counts(before))
    }
    let tables = ComparisonTables(
      frame: frame, comparison: earlier.comparison, earlier: earlier.period,
      measures: [
        measure("total", Text(zh: "申报", en: "applications"), SummaryTables.states),
        measure("approved", ApplicationState.approved.standing, [.approved]),
      ], title: Text(zh: "会计人员信息申报比较表", en: "Applications compared"), unit: Text(zh: "件", en: "applications"))
    return ReportContent(
      sections: content.sections + tables.sections, notes: content.notes + frame.comparisonNotes,
      isEmpty: content.isEmpty)
  }
}
