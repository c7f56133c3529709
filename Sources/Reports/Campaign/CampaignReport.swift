import Domain
import PostgreSQL

extension Report {
  /// 全套: all reports in one workbook, of one moment, behind a cover with contents, each part under its own name. Limits that not every
  /// part knows are not for it.
  public static let campaign: Report = .init(
    id: "campaign", name: Text(zh: "全套", en: "All reports"),
    question: Text(
      zh: "以上全部报表，取自同一时点，装订为一个工作簿，附封面和目录。",
      en: "All of the above, of one moment, in one workbook with a cover and contents."),
    title: Text(zh: "会计人员信息采集审核统计报表", en: "Accountants' information: all reports"), dates: [.happened], tablePrefix: "",
    binds: true
  ) { transaction, frame in
    var sections: [ReportData.Section] = []
    var notes: [ReportData.Note] = []
    var contents: [ReportData.Note] = []
    var isEmpty = true
    for (index, part) in single.enumerated() {
      frame.onProgress(ReportProgress(index, of: single.count, part.name))
      let frame = frame.dated(by: part.dates[0])
      let content = try part.content(transaction, frame)
      sections += content.sections.map { section in
        let section = section.bound(as: part.id, dated: frame.dated)
        return content.isEmpty ? section.idle() : section
      }
      contents.append(ReportData.Note(part.name, content.isEmpty ? nothing : part.question))
      if !content.isEmpty { notes += content.notes.filter { !notes.contains($0) } }
      isEmpty = isEmpty && content.isEmpty
    }
    let words = try bulletin.content(transaction, frame.dated(by: bulletin.dates[0]))
    let text = words.sections.map {
      $0.bound(as: bulletin.id, dated: frame.dated(by: bulletin.dates[0]).dated).idle(isEmpty || words.isEmpty)
    }
    contents.insert(ReportData.Note(bulletin.name, words.isEmpty ? nothing : bulletin.question), at: 0)
    if !words.isEmpty { notes = words.notes + notes.filter { !words.notes.contains($0) } }
    let cover = ReportData.Section(
      name: Text(zh: "封面目录", en: "Cover"), title: campaign.title, isSigned: true,
      blocks: isEmpty ? [.paragraph(nothing)] : [.notes(contents)])
    return ReportContent(sections: [cover] + text + sections, notes: notes, isEmpty: isEmpty)
  }

  private static let nothing = Text(zh: "统计范围内没有数据，没有可列的表。", en: "Nothing to count within these limits: no tables.")
}

extension ReportData.Section {
  /// The same for JSON alone.
  func idle(_ isIdle: Bool = true) -> ReportData.Section {
    var section = self
    section.isIdle = self.isIdle || isIdle
    return section
  }

  /// A part of a report among those of others; the cover is signed for all.
  func bound(as report: String, dated: ReportFilters.Dated) -> ReportData.Section {
    var section = ReportData.Section(
      name: name, title: title, unit: unit, dated: self.dated ?? dated.heading, isSigned: false,
      isForPaper: isForPaper, isInternal: isInternal,
      blocks: blocks.map { block in
        switch block {
        case .table(let table): .table(table.renamed("\(report)_\(table.id)"))
        case .chart(let chart): .chart(chart.of("\(report)_\(chart.table)"))
        case .paragraph, .notes: block
        }
      })
    section.report = report
    section.isIdle = isIdle
    return section
  }
}
