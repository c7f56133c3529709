import Domain

/// Labelled values, one below the other; labels line up, long values wrap under themselves.
struct CardRenderer: Sendable {
  let style: RenderingStyle

  func render(_ card: Card) -> String {
    var lines: [String] = []
    if let title = card.title { lines.append(style.marked(title(style.language), .strong)) }
    let indent = card.title == nil ? 0 : 2
    let labels = card.fields.map { $0.label(style.language) }
    // On a narrow terminal long labels must leave room for values.
    let widest = labels.map { CellWidth.of($0) }.max() ?? 0
    let labelWidth = min(widest, style.width.map { max(6, ($0 - indent) / 2 - 2) } ?? widest)
    if card.keepsLabels, labelWidth < widest { return (lines + stacked(card, indent)).map { $0 + "\n" }.joined() }
    for (field, label) in zip(card.fields, labels) {
      let room = style.width.map { $0 - indent - labelWidth - 2 } ?? .max
      let text = style.text(of: field.cell, inCard: true)
      let values = text.isEmpty ? [style.isPlain || field.line != nil ? "" : "–"] : text.wrapped(toCells: max(room, 8))
      let names = label.wrapped(toCells: labelWidth)
      for row in 0..<max(values.count, names.count) {
        let name = (row < names.count ? names[row] : "").padded(toCells: labelWidth)
        let value = row < values.count ? style.marked(values[row], text.isEmpty ? .quiet : field.cell.mark) : ""
        var line = String(repeating: " ", count: indent) + style.marked(name, .quiet) + "  " + value
        while line.last == " " { line.removeLast() }
        lines.append(line)
      }
      if let line = field.line { lines.append(String(repeating: " ", count: indent + 2) + Printable.line(line)) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Each label as it is, and its value below.
  private func stacked(_ card: Card, _ indent: Int) -> [String] {
    let (margin, deeper) = (String(repeating: " ", count: indent), String(repeating: " ", count: indent + 4))
    return card.fields.flatMap { field in
      [margin + Printable.line(field.label(style.language))]
        + style.text(of: field.cell, inCard: true).wrapped(toCells: style.width.map { max($0 - indent - 4, 8) } ?? .max)
        .map { deeper + style.marked($0, .quiet) }
    }
  }
}
