import Domain

/// Notes.
extension SectionWriter {
  /// Writes who made it, from what, the terms, and links to the other sheets.
  func write(_ notes: [ReportData.Note], at row: Int, _ page: inout PageFlow) throws(WorkbookFailure) -> Int {
    let data = context.data
    let facts =
      [
        ReportData.Note(Text(zh: "编制单位", en: "Bureau"), Text(zh: data.bureau, en: data.bureau)),
        ReportData.Note(
          Text(zh: "数据截至", en: "As of"),
          Text(zh: "\(context.snapshot)（北京时间），全部表格取自同一时点", en: "\(context.snapshot) (UTC+8), all tables of one moment")),
      ]
      + (context.isPublished
        ? []
        : [
          ReportData.Note(
            Text(zh: "填表人", en: "Made by"),
            Text(zh: "\(context.maker)（账号 \(data.actor)）", en: "\(context.maker) (account \(data.actor))"))
        ])
      + (data.export.map {
        [ReportData.Note(Text(zh: "导出编号", en: "Export"), Text(zh: "\($0)", en: "\($0)"))]
      } ?? []) + data.limits
    let term = try format(ReportStyle.term)
    let meaning = try format(ReportStyle.meaning)
    let link = try format(ReportStyle.link)
    var row = row
    func next(_ first: String, _ second: CellValue, _ format: Format, length: Double) throws(WorkbookFailure) {
      let room = Double(ColumnWidths.pixels(widths.units[1])) - ColumnWidths.indent - 8
      let height = max((length / room).rounded(.up), 1) * 16 + 6
      try sheet.setHeight(height, row: row)
      page.add(height)
      try sheet.write(.text(first), row: row, column: 0, format: term)
      try sheet.write(second, row: row, column: 1, format: format)
      row += 1
    }
    for note in facts + notes {
      let text = note.meaning(language)
      try next(
        note.term(language), .text(text), meaning, length: TextWidth.pixels(text, language == .zh ? .song : .arial))
    }
    for (index, name) in contents.enumerated() where name != sheet.name {
      let title = Text(zh: "工作表 \(index + 1)", en: "Sheet \(index + 1)")(language)
      let target = CellValue.sheetLink(
        name, CellAddress(row: 0, column: 0), text: "\(name.text)　\(context.data.sections[index].title(language))")
      try next(title, target, link, length: 1)
    }
    return row
  }
}
