import Domain
import PostgreSQL

extension Report {
  /// 受理趋势: what came in, what was decided, what waits, and until when.
  public static let flow: Report = .init(
    id: "flow",
    name: Text(zh: "受理趋势", en: "Flow"),
    question: Text(
      zh: "每天收到多少、通过和退回多少、撤回多少，期初期末各积压多少，照目前的速度积压什么时候能办完？",
      en:
        "How many applications come in and are approved, returned or withdrawn each day, how many waited at the beginning "
        + "and end, and when will the backlog be worked off at the present rate?"),
    title: Text(zh: "会计人员信息受理趋势表", en: "Applications received and decided"),
    dates: [.happened]
  ) { transaction, frame in
    let tables = FlowTables(frame: frame, figures: try FlowFigures(transaction, frame))
    return ReportContent(
      sections: tables.sections(title: flow.title), notes: FlowTables.notes,
      // By itself it also says what waits now.
      isEmpty: frame.isBound && tables.isStill)
  }
}
