import Domain
import Spreadsheet

/// How a ledger looks: a table to filter and to count in, not a form to sign.
struct LedgerFormats {
  let title: Format
  let particulars: Format
  let mark: Format
  let header: Format
  private let text: Format
  private let number: Format
  private let day: Format
  private let instant: Format

  init(_ workbook: Workbook, _ language: Language) throws(WorkbookFailure) {
    let fonts = ReportFonts(language)
    func format(_ change: (inout CellStyle) -> Void) throws(WorkbookFailure) -> Format {
      try workbook.format(fonts.style(CellStyle().with(change)))
    }
    title = try workbook.format(fonts.style(ReportStyle.title.with { $0.horizontal = .left }))
    particulars = try workbook.format(fonts.style(ReportStyle.metaLeft))
    mark = try workbook.format(fonts.style(ReportStyle.mark))
    header = try workbook.format(fonts.style(ReportStyle.header))
    // Text for good: whoever edits a cell keeps the eighteenth digit.
    text = try format { $0.numberFormat = "@" }
    number = try format {
      $0.font = .arial
      $0.numberFormat = "0"
    }
    day = try format {
      $0.font = .arial
      $0.numberFormat = "yyyy-mm-dd"
      $0.horizontal = .center
    }
    instant = try format {
      $0.font = .arial
      $0.numberFormat = "yyyy-mm-dd hh:mm:ss"
      $0.horizontal = .center
    }
  }

  func cell(_ form: LedgerColumn.Form) -> Format {
    switch form {
    case .integer: number
    case .day: day
    case .instant: instant
    case .text, .names, .several, .region, .hidden, .list, .lastReturn: text
    }
  }
}

/// Column widths, measured on the first rows: all of them would take as long as writing them.
struct LedgerWidths {
  /// Rows that are measured.
  static let sample = 500
  /// Excel's units.
  private static let bounds = 6.0...48.0
  private static let margin = 6.5

  private let font: CellStyle.Font
  private var pixels: [Double]

  init(_ columns: [LedgerColumn], _ language: Language) {
    font = language == .zh ? .song : .arial
    let heading = ReportFonts(language)
    pixels = columns.map { heading.heading($0.title) + ColumnWidths.button }
  }

  mutating func measure(_ text: String, _ column: Int) {
    pixels[column] = max(pixels[column], TextWidth.pixels(text, font))
  }

  var units: [Double] {
    pixels.map { min(max(($0 + Self.margin) / 8, Self.bounds.lowerBound), Self.bounds.upperBound) }
  }
}
