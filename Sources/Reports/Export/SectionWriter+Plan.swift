import Domain
import Spreadsheet

/// How high things are, and how the sheet is brought to paper.
extension SectionWriter {
  /// How a sheet is shrunk, and how high its charts are.
  struct Plan {
    let fit: PageSetup.Fit
    /// Of the printed sheet, 1 is not shrunk.
    let scale: Double
    /// Points.
    let chart: Double
    /// A4 upright.
    var isUpright = false

    /// Over several pages, in the smallest letters.
    static func smallest(isUpright: Bool) -> Plan {
      Plan(
        fit: .scale(Int(PageColumns.smallest * 100)), scale: PageColumns.smallest, chart: 240, isUpright: isUpright)
    }
  }

  /// Points of a chart: as high as is good to read, down to what is still read.
  private static let charts = Array(stride(from: 255.0, through: lowestChart, by: -15))
  /// Points.
  static let lowestChart = 165.0

  private static let ofLongTables = 0.82
  private static let many = 6

  /// All on one page where that leaves its letters large enough; else over several.
  var plan: Plan {
    guard !columns.isSplit else { return .smallest(isUpright: columns.isUpright) }
    let width = min(1, PageColumns.room / (Double(widths.pixels) * 0.75))
    let fixed = fixedHeight
    func total(_ chart: Double) -> Double {
      leastHeights.reduce(fixed) { $0 + max($1, chart) + Height.gap }
    }
    for chart in Self.charts where total(chart) <= PageFlow.height / width {
      return Plan(fit: .width, scale: width, chart: chart)
    }
    for chart in Self.charts.suffix(5) where total(chart) <= PageFlow.height / PageColumns.smallest {
      return Plan(fit: .page, scale: width, chart: chart)
    }
    // Many tables below each other, each kept whole, leave less room empty when they are smaller. They and notes are narrow: upright.
    if section.tables.count > Self.many || section.tables.isEmpty {
      return .smallest(
        isUpright: Double(widths.pixels) * 0.75 * PageColumns.smallest <= PageColumns.uprightRoom)
    }
    // Long tables in letters of 9 points, which saves a page in five.
    let isLong = width * 0.97 > Self.ofLongTables
    return Plan(
      fit: isLong ? .scale(Int(Self.ofLongTables * 100)) : .width, scale: min(width, Self.ofLongTables), chart: 240)
  }

  /// What each chart needs, in points: 0 where any height will do.
  private var leastHeights: [Double] {
    section.blocks.compactMap { block in
      guard case .chart(let chart) = block else { return nil }
      let table = section.tables.first { $0.id == chart.table }
      return table.flatMap { lying(chart, of: $0)?.height } ?? 0
    }
  }

  /// All but the charts.
  private var fixedHeight: Double {
    var height =
      Height.title + Height.line * (section.isBound ? 1 : context.mark == nil ? 2 : 3)
      + (section.isSigned ? Height.signature + Height.gap : 0)
    if case .paragraph? = section.blocks.first {} else { height += 6 }
    for (index, block) in section.blocks.enumerated() {
      switch block {
      case .paragraph(let text): height += self.height(ofParagraph: text(language))
      case .table(let table):
        height += self.height(of: table)
        if section.blocks[..<index].contains(where: { if case .table = $0 { true } else { false } }) {
          height += Height.gap + Height.heading
        }
      case .chart: break
      case .notes(let notes): height += lines(of: notes).reduce(0) { $0 + $1.height }
      }
    }
    return height
  }

  /// The charts that follow a block, with a signature that follows them.
  func charts(after index: Int, _ chart: Double) -> Double {
    let following = section.blocks[(index + 1)...]
    let charts = following.prefix { if case .chart = $0 { true } else { false } }
    let isSigned = section.isSigned && charts.count == following.count
    return Double(charts.count) * (chart + Height.gap) + (isSigned ? Height.signature + Height.gap : 0)
  }

  /// Points of a chart that shares a page with its neighbours, the last rows of their table and the signature.
  func height(ofChartAt index: Int, _ chart: Double, _ place: Place, _ room: Double) -> Double {
    func isChart(_ block: ReportData.Section.Block) -> Bool { if case .chart = block { true } else { false } }
    let before = section.blocks[..<index].reversed().prefix(while: isChart).count
    let count = before + section.blocks[index...].prefix(while: isChart).count
    guard count > 1 else { return chart }
    let rest = place.headings.reduce(0, +) + Height.row * 4 + Height.signature + Height.gap
    return max(Self.lowestChart, min(chart, (room - rest) / Double(count) - Height.gap * 2))
  }

  func height(ofParagraph text: String) -> Double {
    let style = fonts.style(ReportStyle.paragraph)
    let lines = (TextWidth.pixels(text, style.font, size: style.size) / Double(widths.pixels(columns.heading) - 16))
      .rounded(.up)
    return max(lines, 1) * 16 + 8
  }

  /// The heights of a table's heading rows: one, or two where columns are grouped.
  func headings(of table: ReportTable) -> [Double] {
    func height(_ lines: Int) -> Double { Height.header + Double(lines - 1) * Height.further }
    let isGrouped = table.columns.contains { $0.group != nil }
    let leaf =
      table.columns.indices.filter { !isGrouped || table.columns[$0].group != nil }.map { place in
        let room = Double(ColumnWidths.pixels(widths.units[place])) - 5
        return fonts.heading(table.columns[place], mayBreak: false) > room ? 2 : 1
      }.max() ?? 1
    guard isGrouped else { return [height(leaf)] }
    let style = fonts.style(ReportStyle.header)
    let groups = table.columns.indices.compactMap { place -> Int? in
      guard let columns = table.columnsOfGroup(from: place) else { return nil }
      let text = table.columns[place].group?(language) ?? ""
      let line = TextWidth.pixels(text, style.font, bold: style.bold)
      return Int((line / Double(widths.pixels(columns) - 8)).rounded(.up))
    }
    return [height(max(groups.max() ?? 1, 1)), height(leaf)]
  }

  /// The heights of a table's rows: texts over several lines make theirs higher.
  func heights(of table: ReportTable) -> [Double] {
    table.rows.map { row in
      var lines = 1.0
      for (place, column) in table.columns.enumerated() where column.kind == .text {
        let indent = Double(row.depth * 2 + 1) * ColumnWidths.indent
        let room = Double(ColumnWidths.pixels(widths.units[place])) - indent - 4
        let text = row.values[place].text(language)
        lines = max(lines, (TextWidth.pixels(text, fonts.cell(column), bold: row.kind != .detail) / room).rounded(.up))
      }
      return min(Height.row + (lines - 1) * Height.further, 400)
    }
  }

  func height(of table: ReportTable) -> Double { headings(of: table).reduce(0, +) + heights(of: table).reduce(0, +) }
}

extension ReportTable {
  /// The neighbouring columns under one heading; nil where none begins at `place`.
  func columnsOfGroup(from place: Int) -> ClosedRange<Int>? {
    guard let group = columns[place].group, place == 0 || columns[place - 1].group != group else { return nil }
    return place...(columns[place...].prefix { $0.group == group }.count + place - 1)
  }
}

extension PageFlow {
  /// Begins a new page before the last rows of a table.
  mutating func begin(tailOf place: SectionWriter.Place, rows: Int) {
    guard place.heights.count > rows else { return }
    repeated = place.headings.reduce(0, +)
    begin(at: place.end - rows, with: place.heights.suffix(rows))
  }

  /// Rows that go with what follows their table: of more, the page that they leave would be half empty.
  private static let leastRows = 4

  /// Keeps what follows a table on one page with the table's last rows.
  mutating func keep(_ points: Double, with place: SectionWriter.Place) {
    guard points > left else { return }
    let free = room - points - place.headings.reduce(0, +)
    let rows = min(Self.leastRows, Int(free / SectionWriter.Height.row), place.heights.count - 4)
    guard place.isFirst, rows >= 3, place.heights.suffix(rows).reduce(0, +) <= free else {
      return keepTogether(points, at: place.end)
    }
    begin(tailOf: place, rows: rows)
  }
}
