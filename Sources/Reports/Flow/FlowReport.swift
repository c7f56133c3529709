public import Domain
public import PostgreSQL

/// 受理趋势: what came in, what was decided, what waits, and until when.
public struct FlowReport: Report {
  /// `flow`.
  public let id = "flow"
  /// 受理趋势.
  public let name = Text(zh: "受理趋势", en: "Flow")
  /// What it answers.
  public let question = Text(
    zh: "每天收到多少、通过和退回多少、撤回多少，期初期末各积压多少，照目前的速度积压什么时候能办完？",
    en:
      "How many applications come in and are approved, returned or withdrawn each day, how many waited at the beginning "
      + "and end, and when will the backlog be worked off at the present rate?")
  /// The heading.
  public let title = Text(zh: "会计人员信息受理趋势表", en: "Applications received and decided")
  /// Each deed by its own day.
  public let dates: [ReportFilters.Dated] = [.happened]
  /// None.
  public let limits: Set<ReportFilters.Limit> = []

  /// The report.
  public init() {}

  /// The figures.
  public func content(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws -> ReportContent {
    let tables = FlowTables(frame: frame, figures: try FlowFigures(transaction, frame))
    return ReportContent(sections: tables.sections(title: title), notes: FlowTables.notes)
  }
}
