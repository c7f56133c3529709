import Domain
import Spreadsheet

/// Tables.
extension SectionWriter {
  /// Writes a table from `row` on: headings, cells, looks, and a name for its cells.
  func write(
    _ table: ReportTable, at row: Int, isFirst: Bool, _ page: inout PageFlow
  ) throws(WorkbookFailure) -> Place {
    let headings = headings(of: table)
    for (line, height) in headings.enumerated() {
      try sheet.setHeight(height, row: row + line)
      page.add(height)
    }
    let leaf = row + headings.count - 1
    try write(headingsOf: table, rows: row...leaf)
    let top = leaf + 1
    let heights = heights(of: table)
    let formulas = TableFormula(table: table, top: top, left: 0)
    for (index, line) in table.rows.enumerated() {
      try sheet.setHeight(heights[index], row: top + index, outline: line.depth)
      page.add(heights[index])
      for (place, column) in table.columns.enumerated() {
        try sheet.write(
          cell(line.values[place], formula: formulas.formula(row: index, column: place)), row: top + index,
          column: place, format: format(ReportStyle.cell(column, in: line)))
      }
    }
    try looks(of: table, top: top)
    if !table.rows.isEmpty {
      try sheet.workbook.define(
        context.data.prefix + table.id,
        as: CellRange(
          sheet: sheet.name, rows: leaf...top + table.rows.count - 1, columns: 0...table.columns.count - 1))
    }
    return Place(table: table, header: leaf, top: top, headings: headings, heights: heights, isFirst: isFirst)
  }

  private func write(headingsOf table: ReportTable, rows: ClosedRange<Int>) throws(WorkbookFailure) {
    let header = try format(ReportStyle.header)
    for (place, column) in table.columns.enumerated() {
      let title = CellValue.text(column.title(language))
      guard let group = column.group else {
        try sheet.merge(rows: rows, columns: place...place, title, format: header)
        continue
      }
      try sheet.write(title, row: rows.upperBound, column: place, format: header)
      if let columns = table.columnsOfGroup(from: place) {
        try sheet.merge(
          rows: rows.lowerBound...rows.lowerBound, columns: columns, .text(group(language)), format: header)
      }
    }
  }

  private func cell(_ value: ReportValue, formula: String?) -> CellValue {
    switch (value, formula) {
    case (.count(let count), let formula?): .formula(formula, result: Double(count))
    case (.share(let share), let formula?): .formula(formula, result: share)
    case (.number(let number), let formula?): .formula(formula, result: number)
    case (.day(let day), let formula?): (try? ExcelSerial.day(day)).map { .formula(formula, result: $0) } ?? .blank
    case (.none, let formula?): .textFormula(formula, result: "")
    case (.none, nil): .blank
    case (.hidden, _): .text("*")
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
    if section.isFiltered(table) {
      try sheet.autofilter(rows: top - 1...top + details.count - 1, columns: 0...table.columns.count - 1)
    }
  }
}
