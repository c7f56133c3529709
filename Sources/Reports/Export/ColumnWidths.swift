import Domain

/// Widths of a sheet's columns, so that nothing is cut and nothing is wasted.
struct ColumnWidths {
  /// Excel's units by column.
  private(set) var units: [Double] = []

  /// Bounds of a text column: the longest bureau's name on one line, longer texts on several.
  static let text = 16.0...60.0

  /// What a step of indentation takes: three spaces of the default font.
  static let indent = 1.3

  init(_ section: ReportData.Section, language: Language) {
    for case .table(let table) in section.blocks {
      for (place, column) in table.columns.enumerated() {
        if place == units.count { units.append(0) }
        units[place] = max(units[place], Self.width(column, at: place, of: table, language))
      }
    }
    widen(section)
    if case .notes? = section.blocks.first { units = [24, 104] }
    if units.isEmpty { units = [126] }
  }

  /// A sheet of few columns is made wide enough for its chart, by the first column of names.
  private mutating func widen(_ section: ReportData.Section) {
    guard pixels < Self.leastPixels,
      let place = section.blocks.lazy.compactMap({ block -> Int? in
        if case .table(let table) = block { table.columns.firstIndex { $0.kind == .text } } else { nil }
      }).first
    else { return }
    units[place] += Double(Self.leastPixels - pixels) / 7
  }

  /// A chart's labels need so much.
  static let leastPixels = 640

  private static func width(_ column: ReportColumn, at place: Int, of table: ReportTable, _ language: Language)
    -> Double
  {
    var widest = DisplayWidth.columnUnits(column.title(language), size: 11) + 1
    for row in table.rows {
      let text = row.values[place].text(language)
      let steps =
        column.kind == .text ? row.depth * 2 + 1 : [.count, .measure, .decimal, .share].contains(column.kind) ? 1 : 0
      widest = max(
        widest, DisplayWidth.columnUnits(text, size: 11, bold: row.kind != .detail) + Double(steps) * Self.indent + 0.6)
    }
    switch column.kind {
    case .ordinal: return max(widest, 6)
    case .code: return max(widest, 9)
    case .text: return min(max(widest, text.lowerBound), text.upperBound)
    case .count, .measure, .decimal, .share: return max(widest, 10.5)
    case .day: return max(widest, 12)
    }
  }

  /// Pixels from the first to the last column.
  var pixels: Int { units.reduce(0) { $0 + Self.pixels($1) } }

  /// Pixels of a column on a screen of 96 dots an inch.
  static func pixels(_ units: Double) -> Int { Int((units * 7 + 5).rounded(.down)) }
}
