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

  /// Every statement that it sends.
  public var statements: [String] {
    [
      SummaryFigures.momentStatement, DepartmentTree.statement, SummaryFigures.standingStatement,
      SummaryFigures.arrivalStatement, SummaryFigures.reasonStatement, SummaryFigures.reasonOfPeriodStatement,
      SummaryFigures.holidayStatement,
    ]
  }

  /// The summary.
  public init() {}

  /// The figures, from one snapshot.
  public func compute(on connection: Connection, filters: ReportFilters) async throws -> ReportData {
    let figures = try await connection.transaction(.snapshot) { transaction in
      try SummaryFigures(transaction, filters: filters)
    }
    return data(figures, filters: filters)
  }

  /// The report from its figures.
  func data(_ figures: SummaryFigures, filters: ReportFilters) -> ReportData {
    let tables = SummaryTables(figures)
    let top = figures.tree.top
    let hasBelow = figures.tree.nodes.count > 1
    let title = Text(zh: "会计人员信息审核情况汇总表", en: "Review of accountants' information: summary")
    return ReportData(
      report: id, title: title, bureau: top.fullName, department: top.code, period: filters.period,
      filters: [
        ReportData.Note(
          Text(zh: "统计范围", en: "Departments"),
          hasBelow
            ? Text(
              zh: "\(top.fullName)及所辖部门，共 \(figures.tree.nodes.count) 个",
              en: "\(top.fullName) and those below, \(figures.tree.nodes.count) in all")
            : Text(zh: top.fullName, en: top.fullName)),
        ReportData.Note(
          Text(zh: "提交日期", en: "Submitted"), filters.period?.text ?? Text(zh: "不限", en: "all")),
      ],
      snapshotAt: figures.snapshotAt, actor: figures.actor, sections: tables.sections(title: title))
  }
}
