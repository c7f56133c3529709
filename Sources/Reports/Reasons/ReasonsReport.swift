public import Domain
public import PostgreSQL

/// 退回原因分析: why applications were returned, at what, when, and whether it helped.
public struct ReasonsReport: Report {
  /// `reasons`.
  public let id = "reasons"
  /// 退回原因分析.
  public let name = Text(zh: "退回原因分析", en: "Return reasons")
  /// What it answers.
  public let question = Text(
    zh: "为什么退回，出在哪些栏目和材料，各月怎样变化，退回后改正了多少，同样的问题又出现了多少？",
    en:
      "Why were applications returned, at which fields and slots, how does it change by month, what was corrected and "
      + "what came back again?")
  /// The heading.
  public let title = Text(zh: "会计人员信息退回原因分析表", en: "Why applications were returned")
  /// By the return.
  public let dates: [ReportFilters.Dated] = [.decided]
  /// One reviewer's.
  public let limits: Set<ReportFilters.Limit> = [.reviewer]

  /// The report.
  public init() {}

  /// The figures.
  public func content(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws -> ReportContent {
    let tables = ReasonsTables(frame: frame, figures: try ReasonsFigures(transaction, frame))
    return ReportContent(sections: tables.sections(title: title), notes: ReasonsTables.notes)
  }
}
