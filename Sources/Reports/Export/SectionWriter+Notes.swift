import Domain
import Spreadsheet

/// Notes.
extension SectionWriter {
  /// Who made it, from what, the terms, and links to the other sheets.
  func lines(of notes: [ReportData.Note]) -> [NoteLine] {
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
    var lines = (facts + notes).map { note in
      let text = note.meaning(language)
      let font: CellStyle.Font = language == .zh ? .song : .arial
      let needed = max(
        count(TextWidth.pixels(text, font), inColumn: 1),
        count(TextWidth.pixels(note.term(language), font), inColumn: 0))
      return NoteLine(
        term: note.term(language), cell: .text(text), style: ReportStyle.meaning, height: needed * 16 + 6)
    }
    for (index, name) in contents.enumerated() where name != sheet.name && (isContents || index == 0) {
      let title = Text(zh: "工作表 \(index + 1)", en: "Sheet \(index + 1)")(language)
      let target = CellValue.sheetLink(
        name, CellAddress(row: 0, column: 0), text: "\(name.text)　\(context.data.sheets[index].title(language))")
      lines.append(NoteLine(term: title, cell: target, style: ReportStyle.link, height: 18))
    }
    return lines
  }

  /// Writes them.
  func write(_ notes: [ReportData.Note], at row: Int, _ page: inout PageFlow) throws(WorkbookFailure) -> Int {
    let lines = lines(of: notes)
    let term = try format(ReportStyle.term)
    for (index, line) in lines.enumerated() {
      // Nobody signs an empty page.
      if section.isSigned, index == lines.count - 3 {
        page.keepTogether(lines[index...].map(\.height).reduce(Height.gap + Height.signature, +), at: row + index)
      }
      try sheet.setHeight(line.height, row: row + index)
      page.add(line.height)
      try sheet.write(.text(line.term), row: row + index, column: 0, format: term)
      try sheet.write(line.cell, row: row + index, column: 1, format: format(line.style))
    }
    return row + lines.count
  }

  /// Whether the links to all sheets stand on this one: the first that has notes. Others lead back to the beginning.
  private var isContents: Bool {
    let first = context.data.sheets.firstIndex { section in
      section.blocks.contains { if case .notes = $0 { true } else { false } }
    }
    return first.map { contents[$0] == sheet.name } ?? false
  }

  /// How many lines a text takes.
  ///
  /// - Parameter length: in one line, in pixels.
  private func count(_ length: Double, inColumn column: Int) -> Double {
    let room = Double(ColumnWidths.pixels(widths.units[column])) - ColumnWidths.indent - 8
    return max((length / room).rounded(.up), 1)
  }
}

/// A term and what it means, or where it leads.
struct NoteLine {
  let term: String
  let cell: CellValue
  let style: CellStyle
  /// Points.
  let height: Double
}
