import Domain
import PostgreSQL

extension Report {
  /// 审核情况汇总: where the applications stand, why they were returned, and how old the backlog is.
  public static let summary: Report = .init(
    id: "summary",
    name: Text(zh: "审核情况汇总", en: "Review summary"),
    question: Text(
      zh: "各部门申报处于什么状态，通过率和退回率多少，为什么退回，积压了多久？",
      en:
        "Where do each department's applications stand, how many are approved and returned, why, and how old is the backlog?"
    ),
    title: Text(zh: "会计人员信息审核情况汇总表", en: "Review of accountants' information: summary"),
    dates: [.submitted]
  ) { transaction, frame in
    SummaryTables(try SummaryFigures(transaction, frame)).content
  }
}
