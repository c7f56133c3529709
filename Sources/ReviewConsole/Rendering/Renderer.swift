import Domain

/// A command's data as text for standard output, in the format of the style.
struct Renderer: Sendable {
  let style: RenderingStyle

  /// What goes to standard output: empty, or ending with a line break.
  func render(_ output: CommandOutput) -> String {
    switch style.format {
    case .table: return people(output.blocks)
    case .json:
      guard let json = output.json else { return "" }
      return JSONRenderer(indented: style.isTerminal).render(json) + "\n"
    case .csv: return SeparatedRenderer(separator: ",", style: style).render(output.blocks)
    case .tsv: return SeparatedRenderer(separator: "\t", style: style).render(output.blocks)
    }
  }

  /// What goes to standard error beside the data: for people, so only in the table format. Summaries of tables first.
  func talk(_ output: CommandOutput) -> String {
    guard style.format == .table || output.json == nil else {
      return output.talk.filter { $0.kind == .warning || $0.kind == .refusal }.map(notice).joined()
    }
    let tables = output.blocks.flatMap { block -> [Notice] in
      guard case .table(let table) = block else { return [] }
      if table.rows.isEmpty { return [.hint(table.whenEmpty)] }
      return [table.summary, TableRenderer(style: style).leftOut(of: table)].compactMap { $0.map(Notice.hint) }
    }
    return (tables + output.talk).map(notice).joined()
  }

  /// A sentence with its sign, wrapped with the sign hanging: `✓ 已通过…`.
  func notice(_ notice: Notice) -> String {
    let (sign, mark): (String, Mark?) =
      switch notice.kind {
      case .done: (style.isPlain ? "" : "✓ ", .good)
      case .hint: ("", .quiet)
      case .warning: (style.language == .zh ? "注意：" : "Note: ", .warning)
      case .refusal: (style.isPlain ? "" : "✗ ", .bad)
      }
    let indent = String(repeating: " ", count: sign.isEmpty ? 0 : 2)
    let text = Printable.paragraph(notice.text(style.language))
    let lines = (sign + text).wrapped(toCells: (style.width ?? .max) - indent.count)
    return lines.enumerated().map { index, line in
      style.marked((index == 0 ? "" : indent) + line, mark) + "\n"
    }.joined()
  }

  private func people(_ blocks: [CommandOutput.Block]) -> String {
    var texts: [String] = []
    for block in blocks {
      switch block {
      case .table(let table): texts.append(TableRenderer(style: style).render(table))
      case .chart(let chart): texts.append(TableRenderer(style: style).render(chart.table, showsHeader: false))
      case .card(let card): texts.append(CardRenderer(style: style).render(card))
      case .heading(let heading): texts.append(style.marked(heading(style.language), .strong) + "\n")
      case .text(let text):
        let lines = Printable.paragraph(text(style.language)).wrapped(toCells: style.width ?? .max)
        texts.append(lines.map { $0 + "\n" }.joined())
      case .verbatim(let text): texts.append(text.hasSuffix("\n") ? text : text + "\n")
      }
    }
    // A heading stands directly above what it names; other blocks are a blank line apart.
    var result = ""
    var followsHeading = true
    for (block, text) in zip(blocks, texts) where !text.isEmpty {
      if !followsHeading { result += "\n" }
      result += text
      followsHeading = if case .heading = block { true } else { false }
    }
    return result
  }
}
