import Domain
import PostgreSQL

extension Report {
  /// 积压与时限: what waits, how long, and until when.
  public static let backlog: Report = .init(
    id: "backlog",
    name: Text(zh: "积压与时限", en: "Backlog and deadlines"),
    question: Text(
      zh: "还有多少申报待办，等了几个工作日，今天到期和已逾期的有多少，在哪个部门、谁的手上？",
      en:
        "How many applications wait, for how many working days, how many are due today or overdue, where and with whom?"
    ),
    title: Text(zh: "会计人员信息审核积压与时限情况表", en: "Applications that wait: age and deadlines"),
    dates: [.submitted],
    limits: [.state, .reviewer]
  ) { transaction, frame in
    let tables = BacklogTables(
      frame: frame, figures: try BacklogFigures(transaction, frame), names: try StaffNames(transaction),
      oldest: try OldestApplications(transaction, frame))
    return ReportContent(
      sections: tables.sections(title: backlog.title), notes: BacklogTables.notes + BacklogFigures.notes,
      isEmpty: tables.isEmpty)
  }
}
