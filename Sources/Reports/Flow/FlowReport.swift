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
    dates: [.happened],
    limits: [.comparison]
  ) { transaction, frame in
    let tables = FlowTables(frame: frame, figures: try FlowFigures(transaction, frame))
    var (sections, notes) = (tables.sections(title: flow.title), FlowTables.notes)
    if let earlier = frame.earlier {
      let before = try FlowFigures(transaction, earlier.frame).within
      func measure(_ id: String, _ name: Text, _ movements: [FlowFigures.Movement]) -> ComparisonTables.Measure {
        func counts(_ within: [String: FlowFigures.Counts]) -> [String: Int] {
          within.mapValues { counts in movements.reduce(0) { $0 + (counts[$1] ?? 0) } }
        }
        return ComparisonTables.Measure(id: id, name: name, now: counts(tables.figures.within), before: counts(before))
      }
      sections +=
        ComparisonTables(
          frame: frame, comparison: earlier.comparison, earlier: earlier.period,
          measures: [
            measure("received", Text(zh: "收件", en: "received"), [.first, .again]),
            measure("decided", Text(zh: "办结", en: "decided"), [.approved, .returned]),
          ], title: Text(zh: "会计人员信息受理比较表", en: "Received and decided, compared"),
          unit: Text(zh: "件次", en: "applications")
        ).sections
      notes += frame.comparisonNotes
    }
    return ReportContent(
      sections: sections, notes: notes,
      // By itself it also says what waits now.
      isEmpty: frame.isBound && tables.isStill)
  }
}
