import Domain
import Spreadsheet

/// Writes a part of a report as a sheet.
struct SectionWriter {
  let context: ExportContext
  let section: ReportData.Section
  let sheet: Sheet
  /// All sheets of the workbook.
  let contents: [SheetName]
  let widths: ColumnWidths
  let columns: PageColumns
  let fonts: ReportFonts

  init(context: ExportContext, section: ReportData.Section, sheet: Sheet, contents: [SheetName]) {
    self.context = context
    self.section = section
    self.sheet = sheet
    self.contents = contents
    widths = ColumnWidths(section, language: context.language)
    columns = PageColumns(section, widths)
    fonts = ReportFonts(context.language)
  }

  var language: Language { context.language }
  var lastColumn: Int { widths.units.count - 1 }
  /// Where headings, sentences and charts end: the first page's last column.
  var frontColumn: Int { columns.front.upperBound }
  var frontPixels: Int { widths.pixels(columns.front) }

  /// Where a table stands, for the charts of it.
  struct Place {
    let table: ReportTable
    /// The row with the headings of single columns.
    let header: Int
    /// The row of the first table row.
    let top: Int
    /// The heights of its headings.
    let headings: [Double]
    /// The heights of its rows.
    let heights: [Double]
    /// Whether every page repeats its heading.
    let isFirst: Bool

    /// The row below.
    var end: Int { top + table.rows.count }
  }

  /// Heights in points.
  enum Height {
    static let title = 36.0
    static let line = 20.0
    static let header = 22.0
    static let row = 19.5
    static let further = 15.0
    static let heading = 24.0
    static let gap = 15.0
    static let signature = 30.0
  }

  func format(_ style: CellStyle) throws(WorkbookFailure) -> Format { try sheet.workbook.format(fonts.style(style)) }

  /// Fills the sheet.
  func write() throws(WorkbookFailure) {
    for (column, width) in widths.units.enumerated() { try sheet.setWidth(width, columns: column...column) }
    try sheet.hideGrid()
    let plan = plan
    var page = PageFlow(plan)
    var row = try heading(&page)
    var places: [Place] = []
    if case .paragraph? = section.blocks.first {
    } else {
      try sheet.setHeight(6, row: row)
      page.add(6)
      row += 1
    }
    for (index, block) in section.blocks.enumerated() {
      switch block {
      case .paragraph(let text):
        try paragraph(text(language), at: row, &page)
        row += 1
      case .table(let table):
        if places.isEmpty {
          if height(of: table) > page.left { page.repeated = headings(of: table).reduce(0, +) }
        } else {
          row += 1
          page.add(Height.gap)
          // A short table stays on one page with its heading and its charts.
          page.keepTogether(Height.heading + height(of: table) + charts(after: index, plan.chart), at: row)
          try line(table.title(language), style: ReportStyle.heading, at: row, height: Height.heading, &page)
          row += 1
        }
        let place = try write(table, at: row, isFirst: places.isEmpty, &page)
        places.append(place)
        row = place.end
        // The last page has more than a row or two.
        if place.isFirst, page.repeated > 0, page.lines < 3 { page.begin(tailOf: place, rows: 4) }
      case .chart(let chart):
        if let place = places.last(where: { $0.table.id == chart.table }) {
          // Charts of one table stand together, and the signature with what stands last.
          let height = height(ofChartAt: index, plan.chart, place, page.room)
          row = try insert(
            chart, of: place, at: row, height: height, after: places.last,
            with: charts(after: index, height + Height.gap), &page)
        }
      case .notes(let notes):
        row = try write(notes, at: row, &page)
      }
    }
    if section.isSigned { row = try signature(at: row, after: places.last, &page) }
    try layOut(places, lastRow: row - 1, plan, page)
  }

  // MARK: Heading, sentences, signature

  private func heading(_ page: inout PageFlow) throws(WorkbookFailure) -> Int {
    try line(section.title(language), style: ReportStyle.title, at: 0, height: Height.title, &page)
    for further in columns.pages.dropFirst() {
      let title = Text(zh: "\(section.title.zh)（续）", en: "\(section.title.en) (continued)")
      try sheet.merge(
        rows: 0...0, columns: further, .text(title(language)), format: format(ReportStyle.title))
    }
    // The left text is the longer one.
    let start = columns.heading.lowerBound
    let goal = widths.pixels(columns.heading) * 55 / 100
    let middle = columns.heading.first { widths.pixels(start...$0) >= goal } ?? frontColumn
    func pair(_ left: Text, _ right: Text, row: Int) throws(WorkbookFailure) {
      try sheet.setHeight(Height.line, row: row)
      page.add(Height.line)
      let needed = TextWidth.pixels(right(language), fonts.style(ReportStyle.metaRight).font) + 12
      guard middle < frontColumn, Double(widths.pixels(middle + 1...frontColumn)) >= needed else {
        let line = [left, right].map { $0(language) }.filter { !$0.isEmpty }.joined(separator: "　　")
        try sheet.merge(
          rows: row...row, columns: columns.heading, .text(line), format: format(ReportStyle.metaLeft))
        return
      }
      try sheet.merge(
        rows: row...row, columns: start...middle, .text(left(language)), format: format(ReportStyle.metaLeft))
      try sheet.merge(
        rows: row...row, columns: middle + 1...frontColumn, .text(right(language)),
        format: format(ReportStyle.metaRight))
    }
    let data = context.data
    let dated = section.dated ?? data.dated.heading
    let number = context.data.number(of: section).map { Text(zh: "表号：\($0)", en: "Form \($0)") }
    let unit = section.unit.map { Text(zh: "计量单位：\($0.zh)", en: "Unit: \($0.en)") }
    let form = [number, unit].compactMap(\.self)
    let right = Text(zh: form.map(\.zh).joined(separator: "　"), en: form.map(\.en).joined(separator: "   "))
    let period = Text(zh: "\(dated.zh)：\(context.period.zh)", en: "\(dated.en): \(context.period.en)")
    // Of several reports bound together the cover says whose they are, and each page's foot of which moment.
    if section.isBound {
      try pair(period, right, row: 1)
      return 2
    }
    let bureau =
      section.isSigned
      ? Text(zh: "填报单位（盖章）：\(data.bureau)", en: "Bureau (seal): \(data.bureau)")
      : Text(zh: "填报单位：\(data.bureau)", en: "Bureau: \(data.bureau)")
    try pair(bureau, right, row: 1)
    try pair(period, Text(zh: "数据截至：\(context.snapshot)", en: "As of \(context.snapshot)"), row: 2)
    guard let mark = context.mark else { return 3 }
    try line(mark.text(language), style: ReportStyle.mark, at: 3, height: Height.line, &page)
    return 4
  }

  private func line(
    _ text: String, style: CellStyle, at row: Int, height: Double, _ page: inout PageFlow
  ) throws(WorkbookFailure) {
    try sheet.setHeight(height, row: row)
    page.add(height)
    try sheet.merge(rows: row...row, columns: columns.heading, .text(text), format: format(style))
  }

  private func paragraph(_ text: String, at row: Int, _ page: inout PageFlow) throws(WorkbookFailure) {
    try line(text, style: ReportStyle.paragraph, at: row, height: height(ofParagraph: text), &page)
  }

  private func signature(
    at row: Int, after place: Place?, _ page: inout PageFlow
  ) throws(WorkbookFailure) -> Int {
    let height = Height.signature + Height.gap
    if let place, place.end == row { page.keep(height, with: place) } else { page.keepTogether(height, at: row) }
    try sheet.setHeight(Height.signature, row: row + 1)
    page.add(height)
    let day = Day(of: context.data.snapshotAt)
    let parts = [
      Text(zh: "单位负责人：", en: "Head of bureau:"),
      Text(zh: "统计负责人：", en: "Statistics:"),
      Text(zh: "填表人：\(context.maker)", en: "Made by: \(context.maker)"),
      Text(zh: "联系电话：", en: "Phone:"),
      Text(zh: "填报时间：\(day.chinese)", en: "Date: \(day.iso)"),
    ].map { $0(language) }
    let style = ReportStyle.signature
    if let places = places(parts.map { TextWidth.pixels($0, fonts.style(style).font, size: style.size) + 60 }) {
      for (part, columns) in zip(parts, places) {
        try sheet.merge(rows: row + 1...row + 1, columns: columns, .text(part), format: format(style))
      }
    } else {
      // Room to sign, as much as there is.
      func text(_ room: Int) -> String { parts.joined(separator: String(repeating: "　", count: room)) }
      let text = text(
        (1...6).last { TextWidth.pixels(text($0), fonts.style(style).font, size: style.size) + 8 < Double(frontPixels) }
          ?? 1)
      try sheet.merge(rows: row + 1...row + 1, columns: columns.front, .text(text), format: format(style))
    }
    return row + 2
  }

  /// The front columns in as many parts, about equally wide; nil where one has no room for its text.
  private func places(_ pixels: [Double]) -> [ClosedRange<Int>]? {
    var parts: [ClosedRange<Int>] = []
    var column = 0
    for index in pixels.indices {
      let goal = frontPixels * (index + 1) / pixels.count
      let end = columns.front.first { $0 >= column && widths.pixels(0...$0) >= goal } ?? frontColumn
      guard column <= end, Double(widths.pixels(column...end)) >= pixels[index] else { return nil }
      parts.append(column...end)
      column = end + 1
    }
    return parts
  }

  // MARK: Page

  private func layOut(
    _ places: [Place], lastRow: Int, _ plan: Plan, _ flow: PageFlow
  ) throws(WorkbookFailure) {
    var page = PageSetup()
    page.fit = plan.fit
    page.orientation = plan.isUpright ? .portrait : .landscape
    if let mark = context.mark { page.header = PageSetup.Band(center: [.text(mark.text(language))]) }
    let number = context.data.export.map { Text(zh: " · 导出编号 \($0)", en: " · export \($0)")(language) } ?? ""
    page.footer = PageSetup.Band(
      left: [.text(context.data.bureau)],
      center: PageSetup.Piece.numbers(language),
      right: [.text(Text(zh: "数据截至 \(context.snapshot)", en: "As of \(context.snapshot)")(language) + number)])
    if let first = places.first {
      try sheet.freeze(row: first.top, column: min(2, lastColumn))
      // A page of another table must not carry this table's headings.
      if flow.repeated > 0 { page.repeatedRows = first.header - first.headings.count + 1...first.header }
      if first.table.rows.contains(where: { $0.depth > 0 }) { try sheet.outlineSumsAbove() }
    }
    if columns.heads > 0 { page.repeatedColumns = 0...columns.heads - 1 }
    try sheet.set(page)
    try sheet.setPrintArea(rows: 0...max(lastRow, 0), columns: 0...lastColumn)
    try sheet.breakPages(before: flow.breaks.sorted())
    try sheet.breakPages(beforeColumns: columns.pages.dropFirst().map(\.lowerBound))
  }
}
