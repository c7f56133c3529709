import Domain
import PostgreSQL

extension Report {
  /// 审核工作量: who decided how much, and how well it went.
  public static let workload: Report = .init(
    id: "workload",
    name: Text(zh: "审核工作量", en: "Workload"),
    question: Text(
      zh: "每位审核员、每个部门、每天办结多少，通过率和退回率多少，首次提交即通过的占多少，平均提交几次才通过？",
      en: "How many decisions by reviewer, bureau and day, how many approved and returned, how many right at the first "
        + "submission, and after how many submissions on average?"),
    title: Text(zh: "会计人员信息审核工作量统计表", en: "Workload of review"),
    dates: [.decided],
    limits: [.reviewer]
  ) { transaction, frame in
    let tables = WorkloadTables(
      frame: frame, figures: try WorkloadFigures(transaction, frame),
      reviews: try TurnaroundFigures.reviews(transaction, frame), names: try StaffNames(transaction))
    return ReportContent(
      sections: tables.sections(title: workload.title), notes: WorkloadTables.notes,
      isEmpty: tables.isEmpty)
  }
}
