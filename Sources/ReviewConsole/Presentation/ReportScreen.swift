import Domain
import Reports

/// A report's figures as tables with bars; the same numbers as in the workbook.
struct ReportScreen: Sendable {
  let data: ReportData
  /// The id of the one table that is shown; nil for all that are for a screen.
  var table: String?
  let language: Language

  var blocks: [CommandOutput.Block] {
    let period = data.period?.text ?? Text(zh: "不限", en: "all")
    let head = Card(
      key: "report",
      fields: [
        .init("title", Text(zh: "报表", en: "Report"), .text(data.title(language), mark: .strong)),
        .init("bureau", Text(zh: "部门", en: "Bureau"), .text(data.bureau)),
        .init("period", data.dated.heading, .text(period(language))),
        .init("snapshot_at", Text(zh: "数据截至", en: "As of"), .time(data.snapshotAt)),
      ]
        + (data.roundingNote.map { [.init("published", Text(zh: "公开", en: "Published"), .text($0(language)))] } ?? []))
    let tables =
      table.map { id in data.tables.filter { $0.id == id } }
      ?? data.sheets.filter { !$0.isForPaper }.flatMap(\.tables)
    let text: [CommandOutput.Block] = table == nil ? data.text.map { .text($0) } : []
    return text
      + tables.filter { !$0.rows.isEmpty || table != nil }.flatMap { table in
        [.table(self.table(table))] + (trend(of: table).map { [.table($0)] } ?? [])
      } + [.card(head)]
  }

  /// Tables by their stable ids; rows by the columns' ids.
  var json: JSONDocument {
    [
      "report": .string(data.report), "department": .string(data.department), "bureau": .string(data.bureau),
      "by": .string(data.dated.rawValue), "from": .day(data.period?.from), "to": .day(data.period?.to),
      "state": .string(data.filters.state?.rawValue), "reviewer": .string(data.filters.reviewer),
      "compared_with": .string(data.filters.comparison?.rawValue),
      "snapshot_at": .string(Timestamp.iso(data.snapshotAt)),
      "published": .bool(data.isPublished), "text": .array(data.text.map { .string($0.zh) }),
      "tables": .object(
        data.tables.filter { table == nil || $0.id == table }.map { JSONDocument.Member(key: $0.id, value: rows($0)) }),
    ]
  }

  private func rows(_ table: ReportTable) -> JSONDocument {
    .array(
      table.rows.map { row in
        .object(
          [
            JSONDocument.Member(key: "row", value: .string(row.kind.rawValue)),
            JSONDocument.Member(key: "key", value: .string(row.key)),
          ]
            + table.columns.indices.map {
              JSONDocument.Member(key: table.columns[$0].id, value: cell(row.values[$0]).json)
            })
      })
  }

  private func table(_ table: ReportTable) -> Table {
    // Names are cut hard only where no column can be left out instead; a name with its login has 22 cells.
    let textMinimum = table.columns.contains { $0.drops > 0 } ? 24 : 10
    var columns: [Table.Column] = []
    for column in table.columns {
      let isText = column.kind == .text
      columns.append(
        .init(
          column.id, column.alone ?? column.title, alignment: isText ? .left : .right,
          audience: column.kind == .ordinal ? .machines : .all, yields: isText ? 1 : 2,
          minimum: isText ? min(textMinimum, widest(column, table)) : widest(column, table), drops: column.drops))
      if column.hasBar {
        columns.append(
          .init(column.id + "_bar", Text(zh: "", en: ""), audience: .people, yields: 3, minimum: 4, drops: column.drops)
        )
      }
    }
    return Table(
      title: title(of: table), columns: columns,
      rows: table.rows.map { row in
        var cells: [Cell] = []
        for (index, column) in table.columns.enumerated() {
          var cell = cell(row.values[index])
          if index == 0 || column.kind == .text, case .text(let text) = cell.value, row.depth > 0, column.kind == .text
          {
            cell = Cell(.text(String(repeating: "  ", count: row.depth) + text), machine: cell.machine ?? .string(text))
          }
          if row.kind != .detail { cell.mark = .strong }
          if column.isAlarm, (row.values[index].count ?? 0) > 0 { cell.mark = .bad }
          cells.append(cell)
          if column.hasBar { cells.append(bar(column, row, table)) }
        }
        return cells
      })
  }

  /// The heading, with what stands over several columns in the workbook: a screen is too narrow for both.
  private func title(of table: ReportTable) -> Text {
    var groups: [Text] = []
    for column in table.columns where column.alone == nil {
      if let group = column.group, !groups.contains(group) { groups.append(group) }
    }
    guard !groups.isEmpty else { return table.title }
    return Text(
      zh: table.title.zh + "：" + groups.map(\.zh).joined(separator: "、"),
      en: table.title.en + ": " + groups.map(\.en).joined(separator: ", "))
  }

  /// A figure is never cut: a column of figures is as wide as its widest one.
  private func widest(_ column: ReportColumn, _ table: ReportTable) -> Int {
    // Chinese headings are broken anywhere, others between words and within long ones; dates have five cells.
    let words = (column.alone ?? column.title)(language).split(separator: " ")
    let heading = words.map { $0.utf8.allSatisfy { $0 < 0x80 } ? min($0.count, 9) : 4 }.max() ?? 4
    return max(heading, table.rows.map { CellWidth.of(table.value(column.id, in: $0).text(language)) }.max() ?? 0)
  }

  private func bar(_ column: ReportColumn, _ row: ReportTable.Row, _ table: ReportTable) -> Cell {
    guard row.kind == .detail else { return .none }
    func amount(_ row: ReportTable.Row) -> Double { table.value(column.id, in: row).amount }
    let most = table.rows.filter { $0.kind == .detail }.map(amount).max() ?? 0
    return Cell(.bar(most > 0 ? amount(row) / most : 0))
  }

  func cell(_ value: ReportValue) -> Cell {
    switch value {
    case .none: .none
    case .text(let text): .text(text)
    case .label(let text): .text(text(language))
    case .count(let count): .integer(count)
    case .number(let number): Cell(.number(number, digits: 1))
    case .share(let share): Cell(.share(share))
    case .day(let day): .day(day)
    case .instant(let date): .time(date)
    case .hidden: .text("*")
    }
  }
}
