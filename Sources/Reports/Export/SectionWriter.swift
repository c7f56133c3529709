import Domain

/// Writes a part of a report as a sheet.
struct SectionWriter {
  let context: ExportContext
  let section: ReportData.Section
  let sheet: Sheet
  /// All sheets of the workbook.
  let contents: [SheetName]
  private let widths: ColumnWidths

  init(context: ExportContext, section: ReportData.Section, sheet: Sheet, contents: [SheetName]) {
    self.context = context
    self.section = section
    self.sheet = sheet
    self.contents = contents
    widths = ColumnWidths(section, language: context.language)
  }

  private var language: Language { context.language }
  private var lastColumn: Int { widths.units.count - 1 }

  /// Where a table stands, for the charts of it.
  private struct Place {
    let table: ReportTable
    /// The row with the headings of single columns.
    let header: Int
    /// The row of the first table row.
    let top: Int
  }

  /// Heights in points.
  private enum Height {
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
    try layOut(places, lastRow: row - 1, page)
  }

  // MARK: Heading, sentences, signature

  private func heading(_ page: inout PageFlow) throws(WorkbookFailure) -> Int {
    try line(section.title(language), style: ReportStyle.title, at: 0, height: Height.title, &page)
    let middle = max(lastColumn / 2, 0)
    func pair(_ left: Text, _ right: Text, row: Int) throws(WorkbookFailure) {
      try sheet.setHeight(Height.line, row: row)
      page.add(Height.line)
      let workbook = sheet.workbook
      try sheet.merge(
        rows: row...row, columns: 0...middle, .text(left(language)), format: workbook.format(ReportStyle.metaLeft))
      guard middle < lastColumn else { return }
      try sheet.merge(
        rows: row...row, columns: middle + 1...lastColumn, .text(right(language)),
        format: workbook.format(ReportStyle.metaRight))
    }
    let data = context.data
    let unit = section.unit.map { Text(zh: "计量单位：\($0.zh)", en: "Unit: \($0.en)") } ?? Text(zh: "", en: "")
    try pair(Text(zh: "编制单位：\(data.bureau)", en: "Bureau: \(data.bureau)"), unit, row: 1)
    try pair(
      Text(
        zh: "\(section.dated.zh)：\(context.period.zh)", en: "\(section.dated.en): \(context.period.en)"),
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

  // MARK: Tables

  private func write(_ table: ReportTable, at row: Int, _ page: inout PageFlow) throws(WorkbookFailure) -> Place {
    let workbook = sheet.workbook
    let header = try workbook.format(ReportStyle.header)
    let isGrouped = table.columns.contains { $0.group != nil }
    let leaf = isGrouped ? row + 1 : row
    for line in row...leaf {
      try sheet.setHeight(Height.header, row: line)
      page.add(Height.header)
    }
    for (place, column) in table.columns.enumerated() {
      let title = CellValue.text(column.title(language))
      guard isGrouped else {
        try sheet.write(title, row: row, column: place, format: header)
        continue
      }
      if let group = column.group {
        try sheet.write(title, row: leaf, column: place, format: header)
        let isFirst = place == 0 || table.columns[place - 1].group != group
        if isFirst {
          let last = table.columns[place...].prefix { $0.group == group }.count + place - 1
          try sheet.merge(rows: row...row, columns: place...last, .text(group(language)), format: header)
        }
      } else {
        try sheet.merge(rows: row...leaf, columns: place...place, title, format: header)
      }
    }
    let top = leaf + 1
    let formulas = TableFormula(table: table, top: top, left: 0)
    for (index, line) in table.rows.enumerated() {
      let height = try self.height(of: line, in: table)
      try sheet.setHeight(height, row: top + index, outline: line.depth)
      page.add(height)
      for (place, column) in table.columns.enumerated() {
        try sheet.write(
          cell(line.values[place], formula: formulas.formula(row: index, column: place)), row: top + index,
          column: place, format: workbook.format(ReportStyle.cell(column, in: line)))
      }
    }
    try looks(of: table, top: top)
    if !table.rows.isEmpty {
      try workbook.define(
        "\(context.data.report)_\(table.id)",
        as: CellRange(
          sheet: sheet.name, rows: leaf...top + table.rows.count - 1, columns: 0...table.columns.count - 1))
    }
    return Place(table: table, header: leaf, top: top)
  }

  /// Texts over several lines make their row higher.
  private func height(of row: ReportTable.Row, in table: ReportTable) throws(WorkbookFailure) -> Double {
    var lines = 1.0
    for (place, column) in table.columns.enumerated() where column.kind == .text {
      let room = widths.units[place] - Double(row.depth * 2 + 1) * ColumnWidths.indent
      lines = max(lines, (DisplayWidth.columnUnits(row.values[place].text(language)) / room).rounded(.up))
    }
    return Height.row + (lines - 1) * 15
  }

  private func cell(_ value: ReportValue, formula: String?) -> CellValue {
    switch (value, formula) {
    case (.count(let count), let formula?): .formula(formula, result: Double(count))
    case (.share(let share), let formula?): .formula(formula, result: share)
    case (.day(let day), let formula?): (try? ExcelSerial.day(day)).map { .formula(formula, result: $0) } ?? .blank
    case (.none, let formula?): .textFormula(formula, result: "")
    case (.none, nil): .blank
    case (.text(let text), _): .text(text)
    case (.label(let text), _): .text(text(language))
    case (.count(let count), nil): .integer(count)
    case (.share(let share), nil): .number(share)
    case (.day(let day), nil): .date(day)
    case (.instant(let date), _): .instant(date)
    }
  }

  /// Bars, red figures and filter buttons.
  private func looks(of table: ReportTable, top: Int) throws(WorkbookFailure) {
    guard !table.rows.isEmpty else { return }
    let details = table.rows.indices.filter { table.rows[$0].kind == .detail }
    let isFlat = details == Array(details.indices)
    for (place, column) in table.columns.enumerated() {
      if column.hasBar, isFlat, details.count > 2 {
        try sheet.setConditional(
          .dataBar(color: 0xBDD7EE), rows: top...top + details.count - 1, columns: place...place)
      }
      if column.isAlarm {
        try sheet.setConditional(
          .above(0, color: 0xC00000), rows: top...top + table.rows.count - 1, columns: place...place)
      }
    }
    let isFirst = section.blocks.first { if case .table = $0 { true } else { false } } == .table(table)
    if isFlat, isFirst, details.count >= 5 {
      try sheet.autofilter(rows: top - 1...top + details.count - 1, columns: 0...table.columns.count - 1)
    }
  }

  // MARK: Charts

  private func insert(
    _ chart: ReportChart, of place: Place, at row: Int, with following: Double, _ page: inout PageFlow
  ) throws(WorkbookFailure) -> Int {
    let series = try self.series(chart, of: place)
    guard !series.isEmpty else { return row }
    let height = 300
    let rows = Int((Double(height) * 0.75 / Height.chart).rounded(.up)) + 1
    page.keepTogether(Double(rows + 1) * Height.chart + following, at: row)
    for line in row...row + rows { try sheet.setHeight(Height.chart, row: line) }
    page.add(Double(rows + 1) * Height.chart)
    let native = Chart(
      kind: chart.kind, title: chart.title(language), valueTitle: chart.unit(language), series: series,
      width: max(widths.pixels - 2, 480), height: height,
      description: "\(chart.title(language))，\(context.data.bureau)，\(context.snapshot)")
    try sheet.insert(native, at: CellAddress(row: row + 1, column: 0))
    return row + rows + 1
  }

  private func series(_ chart: ReportChart, of place: Place) throws(WorkbookFailure) -> [Chart.Series] {
    let table = place.table
    guard let labels = table.index(of: chart.labels) else { return [] }
    let columns = chart.series.compactMap { series in table.index(of: series.column).map { (series, $0) } }
    func range(_ rows: ClosedRange<Int>, _ columns: ClosedRange<Int>) -> CellRange {
      CellRange(sheet: sheet.name, rows: rows, columns: columns)
    }
    switch chart.cells {
    case .details(let limit):
      let first = table.rows.prefix { $0.kind == .detail }.prefix(limit)
      guard !first.isEmpty else { return [] }
      let rows = place.top...place.top + first.count - 1
      return columns.map { series, column in
        let isFormula = table.columns[column].calculation != .given
        let numbers = first.map { row in
          row.values[column].count.map(Double.init) ?? row.values[column].share ?? 0
        }
        return Chart.Series(
          name: table.columns[column].title(language), categories: range(rows, labels...labels),
          values: range(rows, column...column), cached: isFormula ? numbers : [], color: series.color,
          labelled: chart.isLabelled)
      }
    case .total:
      guard let total = table.rows.firstIndex(where: { $0.kind == .total }), let first = columns.first,
        let last = columns.last
      else { return [] }
      let row = place.top + total
      return [
        Chart.Series(
          name: chart.unit(language), categories: range(place.header...place.header, first.1...last.1),
          values: range(row...row, first.1...last.1),
          cached: columns.map { Double(table.rows[total].values[$0.1].count ?? 0) }, color: first.0.color,
          pointColors: chart.kind == .doughnut ? columns.map(\.0.color) : [], labelled: chart.isLabelled)
      ]
    }
  }

  // MARK: Notes

  private func write(_ notes: [ReportData.Note], at row: Int, _ page: inout PageFlow) throws(WorkbookFailure) -> Int {
    let data = context.data
    let facts =
      [
        ReportData.Note(Text(zh: "编制单位", en: "Bureau"), Text(zh: data.bureau, en: data.bureau)),
        ReportData.Note(
          Text(zh: "数据截至", en: "As of"),
          Text(zh: "\(context.snapshot)（北京时间），全部表格取自同一时点", en: "\(context.snapshot) (UTC+8), all tables of one moment")),
        ReportData.Note(
          Text(zh: "填表人", en: "Made by"),
          Text(zh: "\(context.maker)（账号 \(data.actor)）", en: "\(context.maker) (account \(data.actor))")),
      ] + data.filters
    let term = try sheet.workbook.format(ReportStyle.term)
    let meaning = try sheet.workbook.format(ReportStyle.meaning)
    let link = try sheet.workbook.format(ReportStyle.link)
    var row = row
    func next(_ first: String, _ second: CellValue, _ format: Format, length: Double) throws(WorkbookFailure) {
      let height = max((length / (widths.units[1] - 1)).rounded(.up), 1) * 16 + 6
      try sheet.setHeight(height, row: row)
      page.add(height)
      try sheet.write(.text(first), row: row, column: 0, format: term)
      try sheet.write(second, row: row, column: 1, format: format)
      row += 1
    }
    for note in facts + notes {
      let text = note.meaning(language)
      try next(note.term(language), .text(text), meaning, length: DisplayWidth.columnUnits(text))
    }
    for (index, name) in contents.enumerated() where name != sheet.name {
      let title = Text(zh: "工作表 \(index + 1)", en: "Sheet \(index + 1)")(language)
      let target = CellValue.sheetLink(
        name, CellAddress(row: 0, column: 0), text: "\(name.text)　\(context.data.sections[index].title(language))")
      try next(title, target, link, length: 1)
    }
    return row
  }

  // MARK: Page

  private func layOut(_ places: [Place], lastRow: Int, _ flow: PageFlow) throws(WorkbookFailure) {
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
      if first.table.rows.count > 20 { page.repeatedRows = headers }
      if first.table.rows.contains(where: { $0.depth > 0 }) { try sheet.outlineSumsAbove() }
    }
    try sheet.set(page)
    try sheet.setPrintArea(rows: 0...max(lastRow, 0), columns: 0...lastColumn)
    try sheet.breakPages(before: flow.breaks)
  }
}
