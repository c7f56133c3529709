import Domain

/// Tables for people: columns line up in terminal cells whatever the script.
struct TableRenderer: Sendable {
  let style: RenderingStyle
  private let gap = 2

  init(style: RenderingStyle) { self.style = style }

  /// Empty for a table without rows: what is said instead goes with the talk.
  func render(_ table: Table, showsHeader: Bool = true) -> String {
    guard !table.rows.isEmpty else { return "" }
    let (visible, widths) = layout(table, showsHeader)
    let columns = visible.map { table.columns[$0] }
    let rows = table.rows.map { row in visible.map { row[$0] } }
    let title =
      table.title.map { title in
        title(style.language).wrapped(toCells: style.width ?? .max).map { style.marked($0, .strong) + "\n" }.joined()
      } ?? ""

    guard let widths else { return title + vertical(columns, rows) }
    let texts = rows.map { row in row.map { style.text(of: $0) } }

    var lines: [String] = []
    if showsHeader { lines += header(columns, widths) }
    for (row, text) in zip(rows, texts) {
      let cells = columns.indices.map { column -> String in
        let shown =
          switch row[column].value {
          case .bar(let share): bar(share, cells: widths[column])
          case .spark(let values): style.isPlain ? "" : Sparkline.drawn(values, cells: widths[column])
          default: text[column]
          }
        let cut = shown.cut(toCells: widths[column])
        // Blanks stay outside the colour, so that an underlined or reversed mark does not run on.
        let blanks = String(repeating: " ", count: max(0, widths[column] - CellWidth.of(cut)))
        let marked = style.marked(cut, row[column].mark)
        return columns[column].alignment == .left ? marked + blanks : blanks + marked
      }
      lines.append(join(cells))
    }
    return title + lines.map { $0 + "\n" }.joined()
  }

  /// What a narrow terminal has no room for, so that nobody adds up what is not all there; nil where everything is shown.
  func leftOut(of table: Table) -> Text? {
    guard !table.rows.isEmpty else { return nil }
    let (visible, widths) = layout(table, true)
    let gone = table.columns.indices.filter {
      table.columns[$0].audience != .machines && !visible.contains($0) && !isBar($0, table.rows)
    }
    guard widths != nil, !gone.isEmpty else { return nil }
    func names(_ language: Language, _ separator: String) -> String {
      gone.prefix(6).map { table.columns[$0].title(language) }.joined(separator: separator)
    }
    return Text(
      zh: "窗口不够宽，略去 \(gone.count) 栏：\(names(.zh, "、"))\(gone.count > 6 ? "……" : "")。加宽窗口，或加 --完整。",
      en: "Not wide enough for \(gone.count) column\(gone.count == 1 ? "" : "s"): "
        + "\(names(.en, ", "))\(gone.count > 6 ? " …" : ""). A wider window or --full shows them.")
  }

  /// Which columns are shown how wide; no widths where even the least does not fit.
  private func layout(_ table: Table, _ showsHeader: Bool) -> (visible: [Int], widths: [Int]?) {
    var visible = table.columns.indices.filter { table.columns[$0].audience != .machines }
    let least = table.columns.map { self.least($0, showsHeader) }
    while true {
      let columns = visible.map { table.columns[$0] }
      let rows = table.rows.map { row in visible.map { row[$0] } }
      let natural = natural(columns, rows, showsHeader)
      let widths =
        fit(columns, natural, visible.map { least[$0] }) ?? fit(columns, natural, columns.map(\.minimum))
      guard widths == nil, let last = leastNeeded(columns, rows) else { return (visible, widths) }
      visible.remove(at: last)
    }
  }

  /// What a narrow terminal can do without: a bar, which repeats what the figures say, then the columns that drop.
  private func leastNeeded(_ columns: [Table.Column], _ rows: [[Cell]]) -> Int? {
    if let bar = columns.indices.first(where: { isBar($0, rows) }) { return bar }
    guard !style.isFull else { return nil }
    return columns.indices.filter { columns[$0].drops > 0 }.max { columns[$0].drops < columns[$1].drops }
  }

  /// Titles wrap where their column is narrower; the last line stands directly above the values.
  private func header(_ columns: [Table.Column], _ widths: [Int]) -> [String] {
    let titles = zip(columns, widths).map { column, width in
      // In as many lines as it needs, broken after pairs of characters: 退回 over 次数, not 退回次 over 数.
      let title = column.title(style.language)
      let lines = title.wrapped(toCells: width)
      let even = stride(from: 4, to: title.contains(where: \.isASCII) ? 4 : width, by: 4).lazy.map {
        title.wrapped(toCells: $0)
      }.last { $0.count == lines.count }
      return (even ?? lines).map { $0.cut(toCells: width) }
    }
    let height = titles.map(\.count).max() ?? 1
    return (0..<height).map { line in
      let cells = columns.indices.map { column -> String in
        let own = titles[column]
        let index = line - (height - own.count)
        return (index >= 0 ? own[index] : "").padded(toCells: widths[column], alignment: columns[column].alignment)
      }
      return style.marked(join(cells), .strong)
    }
  }

  /// What each column would like: its widest value, or its title.
  private func natural(_ columns: [Table.Column], _ rows: [[Cell]], _ showsHeader: Bool) -> [Int] {
    columns.indices.map { column in
      if isBar(column, rows) { return style.isPlain ? 0 : 20 }
      if let longest = longestSpark(column, rows) { return style.isPlain ? 0 : longest }
      let widest = rows.map { CellWidth.of(style.text(of: $0[column])) }.max() ?? 0
      return max(widest, showsHeader ? CellWidth.of(columns[column].title(style.language)) : 0)
    }
  }

  /// A title breaks between words, or after two characters.
  private func least(_ column: Table.Column, _ showsHeader: Bool) -> Int {
    guard showsHeader else { return column.minimum }
    let words = column.title(style.language).split(separator: " ").map { word in
      let cells = CellWidth.of(String(word))
      return word.allSatisfy(\.isASCII) ? cells : min(cells, 4)
    }
    return max(column.minimum, words.max() ?? 0)
  }

  /// Widths in which the row fits: the columns that yield most are narrowed first, down to the least of each.
  /// Nil when even that is too wide, or when nothing may be cut.
  private func fit(_ columns: [Table.Column], _ natural: [Int], _ least: [Int]) -> [Int]? {
    let gaps = gap * max(0, columns.count - 1)
    guard let limit = style.width else { return natural }
    var widths = natural
    var excess = widths.reduce(gaps, +) - limit
    guard excess > 0 else { return widths }
    guard !style.isFull else { return nil }
    for priority in Set(columns.map(\.yields)).sorted(by: >) where priority > 0 && excess > 0 {
      // The widest of equal columns gives first, so that none is starved for another's sake.
      let group = columns.indices.filter { columns[$0].yields == priority }
      while excess > 0,
        let widest = group.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
      {
        widths[widest] -= 1
        excess -= 1
      }
    }
    return excess > 0 ? nil : widths
  }

  /// A row too wide for the terminal becomes a card.
  private func vertical(_ columns: [Table.Column], _ rows: [[Cell]]) -> String {
    let cards = rows.map { row in
      Card(
        fields: columns.indices.filter { !isBar($0, rows) }.map {
          let text = style.text(of: row[$0])
          return columns[$0].isWhole && !text.isEmpty
            ? Card.Field(columns[$0].key, columns[$0].title, .none, line: text)
            : Card.Field(columns[$0].key, columns[$0].title, row[$0])
        })
    }
    return cards.map { CardRenderer(style: style).render($0) }.joined(separator: "\n")
  }

  private func isBar(_ column: Int, _ rows: [[Cell]]) -> Bool {
    rows.contains { if case .bar = $0[column].value { true } else { false } }
  }

  /// How many values a column's sparklines have at most; nil where it has none.
  private func longestSpark(_ column: Int, _ rows: [[Cell]]) -> Int? {
    rows.compactMap { if case .spark(let values) = $0[column].value { values.count } else { nil } }.max()
  }

  /// Whole blocks, and an eighth's precision at the end.
  private func bar(_ share: Double, cells: Int) -> String {
    guard !style.isPlain, cells > 0, share.isFinite else { return "" }
    let eighths = Int((min(max(share, 0), 1) * Double(cells * 8)).rounded())
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    let drawn = String(repeating: "█", count: eighths / 8) + rest
    return drawn.isEmpty && share > 0 ? "▏" : drawn
  }

  private func join(_ cells: [String]) -> String {
    var line = cells.joined(separator: String(repeating: " ", count: gap))
    while line.last == " " { line.removeLast() }
    return line
  }
}
