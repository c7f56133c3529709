import Domain

/// Tables.
extension SectionWriter {
  /// Writes a table from `row` on: headings, cells, looks, and a name for its cells.
  func write(_ table: ReportTable, at row: Int, _ page: inout PageFlow) throws(WorkbookFailure) -> Place {
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
        context.data.prefix + table.id,
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
    case (.number(let number), let formula?): .formula(formula, result: number)
    case (.day(let day), let formula?): (try? ExcelSerial.day(day)).map { .formula(formula, result: $0) } ?? .blank
    case (.none, let formula?): .textFormula(formula, result: "")
    case (.none, nil): .blank
    case (.text(let text), _): .text(text)
    case (.label(let text), _): .text(text(language))
    case (.count(let count), nil): .integer(count)
    case (.share(let share), nil), (.number(let share), nil): .number(share)
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
}
