import Domain
import Spreadsheet

/// Widths of a sheet's columns, so that nothing is cut and nothing is wasted.
struct ColumnWidths {
  /// What headings (on two lines where that saves room) and cells on one line need; Excel's units by column.
  private(set) var needed: [Double] = []
  /// What the columns get: what they need within the bounds of their kind; the names more where a chart needs it.
  private(set) var units: [Double] = []

  /// A chart has at least so much room, and for the names below its columns up to so much.
  static let chartPixels = 700...1000
  /// What a chart needs beside its columns: the axis and its numbers.
  static let axisPixels = 90
  /// A step of indentation: three spaces of the default font.
  static let indent = 12.2
  /// The button of a filter, in its column's heading.
  static let button = 20.5
  /// Between text and border, beside what a column's width brings along; as much as programs leave for a best fit.
  private static let margin = 6.5
  /// Excel's units of a sheet of notes.
  private static let notes = [20.0, 96.0]

  init(_ section: ReportData.Section, language: Language) {
    let fonts = ReportFonts(language)
    for table in section.tables {
      for (place, column) in table.columns.enumerated() {
        if place == units.count {
          needed.append(0)
          units.append(0)
        }
        let needs = Self.needs(column, at: place, of: table, isFiltered: section.isFiltered(table), fonts)
        needed[place] = max(needed[place], needs)
        units[place] = max(units[place], column.kind.widths.clamped(needs))
      }
    }
    widen(section, language)
    if case .notes? = section.blocks.first { units = Self.notes }
    if units.isEmpty { units = [Self.notes.reduce(0, +)] }
  }

  /// A sheet of few columns is made wide enough for its charts, by the first column of names.
  private mutating func widen(_ section: ReportData.Section, _ language: Language) {
    let charts = section.blocks.compactMap { block -> Int? in
      guard case .chart(let chart) = block, let table = section.tables.first(where: { $0.id == chart.table }) else {
        return nil
      }
      let labels = ChartLabels(chart, of: table, language)
      let needed = Self.axisPixels + Int(labels.widest * 1.1) * labels.texts.count
      return table.isTimeline || !Self.chartPixels.contains(needed) ? Self.chartPixels.lowerBound : needed
    }
    let least = charts.max() ?? Self.chartPixels.lowerBound
    guard pixels < least,
      let place = section.tables.lazy.compactMap({ $0.columns.firstIndex { $0.kind == .text } }).first
    else { return }
    units[place] += Double(least - pixels) / 8
  }

  private static func needs(
    _ column: ReportColumn, at place: Int, of table: ReportTable, isFiltered: Bool, _ fonts: ReportFonts
  ) -> Double {
    let font = fonts.cell(column)
    let cells = table.rows.map { row in
      TextWidth.pixels(row.values[place].text(fonts.language), font, bold: row.kind != .detail)
        + column.kind.padding(row)
    }
    let heading = fonts.heading(column, mayBreak: true) + (isFiltered ? button : 0)
    return (max(cells.max() ?? 0, heading) + margin) / 8
  }

  /// Pixels from the first to the last column.
  var pixels: Int { units.reduce(0) { $0 + Self.pixels($1) } }

  /// Pixels of neighbouring columns.
  func pixels(_ columns: ClosedRange<Int>) -> Int { units[columns].reduce(0) { $0 + Self.pixels($1) } }

  /// Pixels of a column on a screen of 96 dots an inch, where a digit has 8 of them.
  static func pixels(_ units: Double) -> Int { Int(((units * 7 + 5) * 8 / 7).rounded()) }
}

/// Fonts of a workbook in one language.
struct ReportFonts {
  let language: Language

  init(_ language: Language) { self.language = language }

  /// The style in this language's font: 宋体 and 黑体 have no good Latin letters.
  func style(_ style: CellStyle) -> CellStyle {
    guard language == .en, style.font != .arial else { return style }
    return style.with {
      $0.bold = $0.bold || $0.font == .hei
      $0.font = .arial
    }
  }

  func cell(_ column: ReportColumn) -> CellStyle.Font { column.kind == .text && language == .zh ? .song : .arial }

  /// Pixels of a heading on one line.
  func heading(_ title: Text) -> Double {
    TextWidth.pixels(title(language), language == .zh ? .hei : .arial, bold: language == .en)
  }

  /// Pixels of a column's heading; broken into two lines where it is longer than figures are.
  func heading(_ column: ReportColumn, mayBreak: Bool) -> Double {
    let title = column.title(language)
    let font: CellStyle.Font = language == .zh ? .hei : .arial
    let line = TextWidth.pixels(title, font, bold: language == .en)
    return mayBreak && line > Self.longHeading ? TextWidth.halved(title, font, bold: language == .en) : line
  }

  /// Longer headings stand on two lines: six Chinese characters do not.
  static let longHeading = 90.0
}

extension ReportColumn.Kind {
  /// What columns get at least and at most, in Excel's units.
  fileprivate var widths: ClosedRange<Double> {
    switch self {
    case .ordinal: 5...12
    case .text: 12...56
    case .count, .measure, .decimal, .share: 5.5...40
    case .code, .day: 5.5...40
    }
  }

  /// Pixels beside the text: indentation of names, the space behind figures.
  fileprivate func padding(_ row: ReportTable.Row) -> Double {
    switch self {
    case .text: Double(row.depth * 2 + 1) * ColumnWidths.indent
    case .count, .measure, .decimal, .share: 4.1
    case .ordinal, .code, .day: 0
    }
  }
}

extension ClosedRange where Bound == Double {
  fileprivate func clamped(_ value: Double) -> Double { Swift.min(Swift.max(value, lowerBound), upperBound) }
}

extension ReportData.Section {
  /// Whether a table has filter buttons: the first one, with enough rows and no sums between them.
  func isFiltered(_ table: ReportTable) -> Bool {
    let details = table.rows.indices.filter { table.rows[$0].kind == .detail }
    return table.id == tables.first?.id && details == Array(details.indices) && details.count >= 5
  }
}
