import Domain
import PostgreSQL

extension Report {
  /// 办理时效: how long the bureau and the applicant took.
  public static let turnaround: Report = .init(
    id: "turnaround",
    name: Text(zh: "办理时效", en: "Turnaround"),
    question: Text(
      zh: "从提交到办结要几个工作日（中位数、90 分位、最长），按期办结率多少，申报人补正要几天，从首次提交到通过一共几天？",
      en:
        "How many working days from submission to decision (median, 90th percentile, longest), how many on time, how long "
        + "do applicants take to correct, and how long is it from first submission to approval?"),
    title: Text(zh: "会计人员信息审核办理时效情况表", en: "How long reviews take"),
    dates: [.decided],
    limits: [.reviewer]
  ) { transaction, frame in
    let tables = TurnaroundTables(frame: frame, figures: try TurnaroundFigures(transaction, frame))
    return ReportContent(
      sections: tables.sections(title: turnaround.title), notes: TurnaroundTables.notes,
      isEmpty: tables.isEmpty)
  }
}
