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
    limits: [.reviewer, .comparison]
  ) { transaction, frame in
    let tables = TurnaroundTables(frame: frame, figures: try TurnaroundFigures(transaction, frame))
    var (sections, notes) = (tables.sections(title: turnaround.title), TurnaroundTables.notes)
    if let earlier = frame.earlier {
      let before = try TurnaroundFigures.reviews(transaction, earlier.frame)
      func measure(
        _ id: String, _ name: Text, _ count: (TurnaroundFigures.Case) -> Int
      ) -> ComparisonTables.Measure {
        func counts(_ cases: [TurnaroundFigures.Case]) -> [String: Int] {
          cases.reduce(into: [:]) { $0[$1.department, default: 0] += count($1) }
        }
        return ComparisonTables.Measure(id: id, name: name, now: counts(tables.figures.reviews), before: counts(before))
      }
      sections +=
        ComparisonTables(
          frame: frame, comparison: earlier.comparison, earlier: earlier.period,
          measures: [
            measure("decisions", Text(zh: "办结件次", en: "decisions")) { $0.count },
            measure("on_time", Text(zh: "按期", en: "on time")) { $0.count - $0.late },
          ], title: Text(zh: "会计人员信息审核办结比较表", en: "Decisions compared"), unit: Text(zh: "件次", en: "decisions")
        ).sections
      notes += frame.comparisonNotes
    }
    return ReportContent(sections: sections, notes: notes, isEmpty: tables.isEmpty)
  }
}
