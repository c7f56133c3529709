public import Domain
public import PostgreSQL

/// 全套: all reports in one workbook, of one moment, behind a cover with contents.
public struct CampaignReport: Report {
  /// `campaign`.
  public let id = "campaign"
  /// 全套.
  public let name = Text(zh: "全套", en: "All reports")
  /// What it answers.
  public let question = Text(
    zh: "以上全部报表，取自同一时点，装订为一个工作簿，附封面和目录。",
    en: "All of the above, of one moment, in one workbook with a cover and contents.")
  /// The heading.
  public let title = Text(zh: "会计人员信息采集审核统计报表", en: "Accountants' information: all reports")
  /// Each part has a day of its own.
  public let dates: [ReportFilters.Dated] = [.happened]
  /// None: not every part knows them.
  public let limits: Set<ReportFilters.Limit> = []
  /// What is bound together.
  let parts: [any Report]

  init(_ parts: [any Report]) { self.parts = parts }

  /// All parts, each under its own name.
  public func content(_ transaction: borrowing Transaction, _ frame: ReportFrame) throws -> ReportContent {
    var sections: [ReportData.Section] = []
    var notes: [ReportData.Note] = []
    for (index, part) in parts.enumerated() {
      frame.onProgress(ReportProgress(index, of: parts.count, part.name))
      let frame = frame.dated(by: part.dates[0])
      let content = try part.content(transaction, frame)
      sections += content.sections.map { section in section.bound(as: part.id, dated: frame.dated) }
      notes += [ReportData.Note(part.name, part.question)] + content.notes
    }
    let cover = ReportData.Section(
      name: Text(zh: "封面目录", en: "Cover"), title: title, isSigned: true,
      blocks: [.notes(parts.map { ReportData.Note($0.name, $0.question) })])
    return ReportContent(sections: [cover] + sections, notes: notes)
  }

  /// The names of tables begin with their report's already.
  public var tablePrefix: String { "" }
}

extension ReportFrame {
  /// The same frame for a report whose period is about another day.
  func dated(by dated: ReportFilters.Dated) -> ReportFrame {
    ReportFrame(
      snapshotAt: snapshotAt, today: today, actor: actor, filters: filters, dated: dated, tree: tree, calendar: calendar
    )
  }
}

extension ReportData.Section {
  /// A part of a report among those of others.
  func bound(as report: String, dated: ReportFilters.Dated) -> ReportData.Section {
    ReportData.Section(
      name: name, title: title, unit: unit, dated: self.dated ?? dated.heading, isSigned: isSigned,
      isForPaper: isForPaper, isInternal: isInternal,
      blocks: blocks.map { block in
        switch block {
        case .table(let table): .table(table.renamed("\(report)_\(table.id)"))
        case .chart(let chart): .chart(chart.of("\(report)_\(chart.table)"))
        case .paragraph, .notes: block
        }
      })
  }
}
