import Domain
import PostgreSQL

extension Report {
  /// 退回原因分析: why applications were returned, at what, when, and whether it helped.
  public static let reasons: Report = .init(
    id: "reasons",
    name: Text(zh: "退回原因分析", en: "Return reasons"),
    question: Text(
      zh: "为什么退回，出在哪些栏目和材料，各月怎样变化，退回后改正了多少，同样的问题又出现了多少？",
      en:
        "Why were applications returned, at which fields and slots, how does it change by month, what was corrected and "
        + "what came back again?"),
    title: Text(zh: "会计人员信息退回原因分析表", en: "Why applications were returned"),
    dates: [.decided],
    limits: [.reviewer]
  ) { transaction, frame in
    let tables = ReasonsTables(frame: frame, figures: try ReasonsFigures(transaction, frame))
    return ReportContent(
      sections: tables.sections(title: reasons.title), notes: ReasonsTables.notes,
      isEmpty: frame.shown(tables.counted) == 0)
  }
}
