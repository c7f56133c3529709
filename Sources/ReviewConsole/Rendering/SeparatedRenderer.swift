import Domain

/// CSV as RFC 4180 has it (CRLF, quotes doubled), and TSV (LF, blanks for tabs and line breaks).
///
/// The first table of an output is what a program wants; without a table, its cards as rows of
/// `section,field,label,value`. Headers are the stable English keys. For spreadsheets CSV has times of the clock on the wall.
struct SeparatedRenderer: Sendable {
  let separator: String
  let style: RenderingStyle

  func render(_ blocks: [CommandOutput.Block]) -> String {
    for block in blocks {
      switch block {
      case .table(let table): return render(table)
      case .chart(let chart): return render(chart.table)
      default: continue
      }
    }
    let cards = blocks.compactMap { if case .card(let card) = $0 { card } else { nil } }
    guard !cards.isEmpty else { return "" }
    return line(["section", "field", "label", "value"])
      + cards.flatMap { card in
        card.fields.map { field in
          line([card.key ?? "", field.key, field.label(style.language), value(field.cell)])
        }
      }.joined()
  }

  private func render(_ table: Table) -> String {
    let visible = table.columns.indices.filter { table.columns[$0].audience != .people }
    return line(visible.map { table.columns[$0].key })
      + table.rows.map { row in line(visible.map { value(row[$0]) }) }.joined()
  }

  /// Plain values: no grouping, no relative times, code words where there are some.
  private func value(_ cell: Cell) -> String {
    if separator == ",", style.isForSpreadsheets, cell.machine == nil, case .time(let date) = cell.value {
      return Timestamp.second(date, in: style.zone)
    }
    return switch cell.json {
    case .scalar(.null): ""
    case .scalar(.string(let text)): CSVRecord.guarded(text)
    case .scalar(let scalar): scalar.canonicalJSON
    case .array(let elements) where elements.allSatisfy(\.isText):
      CSVRecord.guarded(elements.compactMap(\.text).joined(separator: ";"))
    case let document: CSVRecord.guarded(JSONRenderer(indented: false).render(document))
    }
  }

  private func line(_ values: [String]) -> String {
    // A terminal would obey what a program reads as it is.
    let values = style.isTerminal ? values.map(Printable.paragraph) : values
    if separator == "\t" {
      return values.map { value in String(value.map { $0.isNewline || $0 == "\t" ? " " : $0 }) }
        .joined(separator: "\t") + "\n"
    }
    return values.map(CSVRecord.field).joined(separator: separator) + "\r\n"
  }
}

extension JSONDocument {
  fileprivate var text: String? { if case .scalar(.string(let text)) = self { text } else { nil } }
  fileprivate var isText: Bool { text != nil }
}
