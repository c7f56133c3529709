public import Domain
public import PostgreSQL

/// 会计人员结构: who the accountants are, in the tables that bureaus publish.
public struct StructureReport: Report {
  /// `structure`.
  public let id = "structure"
  /// 会计人员结构.
  public let name = Text(zh: "会计人员结构", en: "Structure")
  /// What it answers.
  public let question = Text(
    zh: "各部门的会计人员按性别、年龄、学历、学位、资格、职务、岗位、单位类型、工作状态、注册会计师、政治面貌、从业年限各有多少，占多少？",
    en:
      "How many accountants are there in each department, and what share, by sex, age, education, degree, qualification, "
      + "title, post, unit type, work status, CPA, political status and years of work?")
  /// The heading.
  public let title = Text(zh: "会计人员结构情况表", en: "Structure of the accountants")
  /// By the approval, or by the submission.
  public let dates: [ReportFilters.Dated] = [.decided, .submitted]
  /// Approved ones unless another state is asked for.
  public let limits: Set<ReportFilters.Limit> = [.state]

  /// The report.
  public init() {}

  /// The figures.
  public func content(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws -> ReportContent {
    let tables = StructureTables(frame: frame, figures: try StructureFigures(transaction, frame))
    return ReportContent(sections: tables.sections(title: title), notes: StructureTables.notes)
  }
}
