import Domain
import PostgreSQL

extension Report {
  /// 通报: half a page in sentences, with the figures they name in a table below. A period with both ends stands beside the one before, or
  /// the year before where that is asked for; not in what is published.
  public static let bulletin: Report = .init(
    id: BulletinTable.id, name: Text(zh: "通报", en: "Bulletin"),
    question: Text(
      zh: "半页文字：办结多少，按期率、退回率多少，比上期如何，各部门排第几，还有多少待办？",
      en:
        "Half a page of text: how many decisions, how many on time and returned, how is that beside the period before, who ranks where, how much waits?"
    ),
    title: Text(zh: "会计人员信息审核情况通报", en: "Review of accountants' information: bulletin"), dates: [.decided],
    limits: [.comparison]
  ) { transaction, frame in
    let comparison = frame.filters.isPublished ? nil : frame.filters.comparison ?? .previous
    let earlier = frame.earlier(comparison)
    let table = BulletinTable(
      frame: frame, figures: try BulletinFigures(transaction, frame, earlier: earlier?.frame),
      comparison: earlier?.comparison
    ).table
    let text = BulletinText(
      table: table, bureau: frame.tree.top.fullName, period: frame.filters.period,
      comparison: earlier.map { ($0.comparison, $0.period) })
    func total(_ column: String) -> Int { table.total.flatMap { table.value(column, in: $0).count } ?? 0 }
    return ReportContent(
      sections: [
        ReportData.Section(
          name: bulletin.name, title: bulletin.title, unit: Text(zh: "件次", en: "decisions"),
          blocks: text.paragraphs.map { .paragraph($0) } + [.table(table)])
      ], notes: notes + frame.comparisonNotes(earlier), isEmpty: frame.isNothing(total("decisions"), total("before")))
  }

  private static let notes = [
    ReportData.Note(
      Text(zh: "通报", en: "Bulletin"),
      Text(
        zh: "文字中的数都在下面的表里。办结、通过、退回、按期按办结日期计入期间；退回率 ＝ 退回 ÷ 办结件次，按期率 ＝ 按期 ÷ 办结件次；名次按按期率，相同的并列；待办和超期是数据截至时的数，与期间无关。",
        en:
          "All figures of the text stand in the table. Decisions are by the day of the decision; ranks by the share on time, equal ones alike; "
          + "what waits is of the moment of the figures, whatever the period."))
  ]
}
