public import Domain
public import PostgreSQL

/// 积压与时限: what waits, how long, and until when.
public struct BacklogReport: Report {
  /// `backlog`.
  public let id = "backlog"
  /// 积压与时限.
  public let name = Text(zh: "积压与时限", en: "Backlog and deadlines")
  /// What it answers.
  public let question = Text(
    zh: "还有多少申报待办，等了几个工作日，今天到期和已逾期的有多少，在哪个部门、谁的手上？",
    en: "How many applications wait, for how many working days, how many are due today or overdue, where and with whom?"
  )
  /// The heading.
  public let title = Text(zh: "会计人员信息审核积压与时限情况表", en: "Applications that wait: age and deadlines")
  /// By the latest submission.
  public let dates: [ReportFilters.Dated] = [.submitted]
  /// Submitted or in review; one reviewer's.
  public let limits: Set<ReportFilters.Limit> = [.state, .reviewer]

  /// The report.
  public init() {}

  /// The figures.
  public func content(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws -> ReportContent {
    let tables = BacklogTables(
      frame: frame, figures: try BacklogFigures(transaction, frame), names: try StaffNames(transaction),
      oldest: try OldestApplications(transaction, frame))
    return ReportContent(sections: tables.sections(title: title), notes: BacklogTables.notes + BacklogFigures.notes)
  }
}
