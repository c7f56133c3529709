public import Domain
public import PostgreSQL

/// 办理时效: how long the bureau and the applicant took.
public struct TurnaroundReport: Report {
  /// `turnaround`.
  public let id = "turnaround"
  /// 办理时效.
  public let name = Text(zh: "办理时效", en: "Turnaround")
  /// What it answers.
  public let question = Text(
    zh: "从提交到办结要几个工作日（中位数、90 分位、最长），按期办结率多少，申报人补正要几天，从首次提交到通过一共几天？",
    en:
      "How many working days from submission to decision (median, 90th percentile, longest), how many on time, how long "
      + "do applicants take to correct, and how long is it from first submission to approval?")
  /// The heading.
  public let title = Text(zh: "会计人员信息审核办理时效情况表", en: "How long reviews take")
  /// By the decision.
  public let dates: [ReportFilters.Dated] = [.decided]
  /// One reviewer's.
  public let limits: Set<ReportFilters.Limit> = [.reviewer]

  /// The report.
  public init() {}

  /// The figures.
  public func content(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws -> ReportContent {
    let tables = TurnaroundTables(frame: frame, figures: try TurnaroundFigures(transaction, frame))
    return ReportContent(sections: tables.sections(title: title), notes: TurnaroundTables.notes)
  }
}
