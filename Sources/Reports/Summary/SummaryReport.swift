public import Domain
public import PostgreSQL

/// 审核情况汇总: where the applications stand, why they were returned, and how old the backlog is.
public struct SummaryReport: Report {
  /// `summary`.
  public let id = "summary"
  /// 审核情况汇总.
  public let name = Text(zh: "审核情况汇总", en: "Review summary")
  /// What it answers.
  public let question = Text(
    zh: "各部门申报处于什么状态，通过率和退回率多少，为什么退回，积压了多久？",
    en:
      "Where do each department's applications stand, how many are approved and returned, why, and how old is the backlog?"
  )
  /// The heading.
  public let title = Text(zh: "会计人员信息审核情况汇总表", en: "Review of accountants' information: summary")
  /// By the latest submission.
  public let dates: [ReportFilters.Dated] = [.submitted]
  /// None: it compares all states and reviewers.
  public let limits: Set<ReportFilters.Limit> = []

  /// The summary.
  public init() {}

  /// The figures.
  public func content(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws -> ReportContent {
    content(try SummaryFigures(transaction, frame))
  }

  func content(_ figures: SummaryFigures) -> ReportContent {
    let tables = SummaryTables(figures)
    return ReportContent(sections: tables.sections(title: title), notes: tables.notes)
  }
}
