import Domain

/// Writes a part of a report as a sheet.
struct SectionWriter {
  let context: ExportContext
  let section: ReportData.Section
  let sheet: Sheet
  /// All sheets of the workbook.
  let contents: [SheetName]
  let widths: ColumnWidths

  init(context: ExportContext, section: ReportData.Section, sheet: Sheet, contents: [SheetName]) {
    self.context = context
    self.section = section
    self.sheet = sheet
    self.contents = contents
    widths = ColumnWidths(section, language: context.language)
  }

  var language: Language { context.language }
  private var lastColumn: Int { widths.units.count - 1 }

  /// Where a table stands, for the charts of it.
  struct Place {
    let table: ReportTable
    /// The row with the headings of single columns.
    let header: Int
    /// The row of the first table row.
    let top: Int
  }

  /// Heights in points.
  enum Height {
    static let title = 36.0
    static let line = 20.0
    static let header = 22.0
    static let row = 19.5
    static let chart = 15.0
    static let signature = 30.0
  }

  /// Fills the sheet.
  func write() throws(WorkbookFailure) {
    for (column, width) in widths.units.enumerated() { try sheet.setWidth(width, columns: column...column) }
    try sheet.hideGrid()
    var page = PageFlow(width: widths.pixels)
    var row = try heading(&page)
    var places: [Place] = []
    var crossesPages = false
    if case .paragraph? = section.blocks.first {
    } else {
      try sheet.setHeight(6, row: row)
      page.add(6)
      row += 1
    }
    for block in section.blocks {
      switch block {
      case .paragraph(let text):
        try paragraph(text(language), at: row, &page)
        row += 1
      case .table(let table):
        if !places.isEmpty {
          row += 1
          page.add(Height.chart)
          // A short table stays on one page with its heading.
          let height = Double(table.rows.count + 1) * Height.row + Height.header + Height.line
          page.keepTogether(height, at: row)
          try line(table.title(language), style: ReportStyle.heading, at: row, height: Height.line + 4, &page)
          row += 1
        }
        let height = Double(table.rows.count) * Height.row + Height.header * 2
        if places.isEmpty, height > page.left { crossesPages = true }
        let place = try write(table, at: row, &page)
        places.append(place)
        row = place.top + table.rows.count
      case .chart(let chart):
        if let place = places.last(where: { $0.table.id == chart.table }) {
          // The signature stays with what stands last.
          let isLast = section.isSigned && section.blocks.last == block
          row = try insert(chart, of: place, at: row, with: isLast ? Height.signature + Height.chart : 0, &page)
        }
      case .notes(let notes):
        row = try write(notes, at: row, &page)
      }
    }
    if section.isSigned { row = try signature(at: row, &page) }
    try layOut(places, lastRow: row - 1, crossesPages: crossesPages, page)
  }

  // MARK: Heading, sentences, signature

  private func heading(_ page: inout PageFlow) throws(WorkbookFailure) -> Int {
    try line(section.title(language), style: ReportStyle.title, at: 0, height: Height.title, &page)
    // The left text is the longer one.
    let goal = widths.pixels * 55 / 100
    let middle =
      widths.units.indices.first { column in
        widths.units[...column].reduce(0) { $0 + ColumnWidths.pixels($1) } >= goal
      } ?? lastColumn
    func pair(_ left: Text, _ right: Text, row: Int) throws(WorkbookFailure) {
      try sheet.setHeight(Height.line, row: row)
      page.add(Height.line)
      let workbook = sheet.workbook
      guard middle < lastColumn else {
        let line = [left, right].map { $0(language) }.filter { !$0.isEmpty }.joined(separator: "　　")
        try sheet.merge(
          rows: row...row, columns: 0...lastColumn, .text(line), format: workbook.format(ReportStyle.metaLeft))
        return
      }
      try sheet.merge(
        rows: row...row, columns: 0...middle, .text(left(language)), format: workbook.format(ReportStyle.metaLeft))
      try sheet.merge(
        rows: row...row, columns: middle + 1...lastColumn, .text(right(language)),
        format: workbook.format(ReportStyle.metaRight))
    }
    let data = context.data
    let dated = section.dated ?? data.dated.heading
    let unit = section.unit.map { Text(zh: "计量单位：\($0.zh)", en: "Unit: \($0.en)") } ?? Text(zh: "", en: "")
    try pair(Text(zh: "编制单位：\(data.bureau)", en: "Bureau: \(data.bureau)"), unit, row: 1)
    try pair(
      Text(
        zh: "\(dated.zh)：\(context.period.zh)", en: "\(dated.en): \(context.period.en)"),
      Text(zh: "数据截至：\(context.snapshot)", en: "As of \(context.snapshot)"), row: 2)
    return 3
  }

  private func line(
    _ text: String, style: CellStyle, at row: Int, height: Double, _ page: inout PageFlow
  ) throws(WorkbookFailure) {
    try sheet.setHeight(height, row: row)
    page.add(height)
    try sheet.merge(rows: row...row, columns: 0...lastColumn, .text(text), format: sheet.workbook.format(style))
  }

  private func paragraph(_ text: String, at row: Int, _ page: inout PageFlow) throws(WorkbookFailure) {
    let lines = (DisplayWidth.columnUnits(text) * 7 / Double(widths.pixels - 10)).rounded(.up)
    try line(text, style: ReportStyle.paragraph, at: row, height: max(lines, 1) * 16 + 8, &page)
  }

  private func signature(at row: Int, _ page: inout PageFlow) throws(WorkbookFailure) -> Int {
    page.keepTogether(Height.signature + Height.chart, at: row)
    try sheet.setHeight(Height.signature, row: row + 1)
    page.add(Height.signature + Height.chart)
    let parts = [
      Text(zh: "单位负责人：", en: "Head of bureau:"),
      Text(zh: "填表人：\(context.maker)", en: "Made by: \(context.maker)"),
      Text(
        zh: "填报时间：\(Day(of: context.data.snapshotAt).chinese)", en: "Date: \(Day(of: context.data.snapshotAt).iso)"),
    ]
    let format = try sheet.workbook.format(ReportStyle.signature)
    // Three parts about equally wide.
    var column = 0
    for (index, part) in parts.enumerated() {
      let goal = widths.pixels * (index + 1) / parts.count
      var end = column
      while end < lastColumn - (parts.count - 1 - index),
        widths.units[0...end].reduce(0, { $0 + ColumnWidths.pixels($1) }) < goal
      { end += 1 }
      if index == parts.count - 1 { end = lastColumn }
      guard column <= end else { break }
      try sheet.merge(rows: row + 1...row + 1, columns: column...end, .text(part(language)), format: format)
      column = end + 1
    }
    return row + 2
  }

  // MARK: Page

  private func layOut(
    _ places: [Place], lastRow: Int, crossesPages: Bool, _ flow: PageFlow
  ) throws(WorkbookFailure) {
    var page = PageSetup()
    page.footer = PageSetup.Band(
      left: [.text(context.data.bureau)],
      center: language == .zh
        ? [.text("第 "), .page, .text(" 页，共 "), .pages, .text(" 页")] : [.page, .text(" / "), .pages],
      right: [.text(Text(zh: "数据截至 \(context.snapshot)", en: "As of \(context.snapshot)")(language))])
    if let first = places.first {
      try sheet.freeze(row: first.top, column: min(2, lastColumn))
      let headers =
        first.table.columns.contains { $0.group != nil } ? first.header - 1...first.header : first.header...first.header
      // A page of another table or a chart must not carry this table's headings.
      if crossesPages { page.repeatedRows = headers }
      if first.table.rows.contains(where: { $0.depth > 0 }) { try sheet.outlineSumsAbove() }
    }
    try sheet.set(page)
    try sheet.setPrintArea(rows: 0...max(lastRow, 0), columns: 0...lastColumn)
    try sheet.breakPages(before: flow.breaks)
  }
}
