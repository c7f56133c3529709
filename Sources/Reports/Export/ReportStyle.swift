import Spreadsheet

/// How cells of reports look.
enum ReportStyle {
  private static let base = CellStyle()

  static let title = base.with {
    $0.font = .hei
    $0.size = 18
    $0.horizontal = .center
  }
  static let metaLeft = base.with { $0.horizontal = .left }
  static let metaRight = base.with { $0.horizontal = .right }
  /// Says that personal data is shown whole.
  static let mark = base.with {
    $0.horizontal = .left
    $0.bold = true
    $0.color = 0xC00000
  }
  static let paragraph = base.with {
    $0.horizontal = .left
    $0.wrap = true
  }
  static let heading = base.with {
    $0.font = .hei
    $0.size = 13
    $0.horizontal = .left
  }
  static let header = base.with {
    $0.font = .hei
    $0.horizontal = .center
    $0.wrap = true
    $0.border = .thin
    $0.fill = 0xDCE6F1
  }
  static let signature = base.with {
    $0.horizontal = .left
    $0.size = 12
  }
  static let term = base.with {
    $0.font = .hei
    $0.vertical = .center
    $0.wrap = true
    $0.border = .thin
    $0.fill = 0xF2F2F2
    $0.horizontal = .left
    $0.indent = 1
  }
  static let meaning = base.with {
    $0.vertical = .center
    $0.horizontal = .left
    $0.indent = 1
    $0.wrap = true
    $0.border = .thin
  }
  static let link = meaning.with {
    $0.color = 0x0563C1
    $0.underline = true
  }

  /// A cell of a table.
  static func cell(_ column: ReportColumn, in row: ReportTable.Row) -> CellStyle {
    base.with { style in
      style.border = .thin
      style.font = column.kind == .text ? .song : .arial
      switch column.kind {
      case .ordinal, .code: style.horizontal = .center
      case .text:
        style.horizontal = .left
        style.wrap = true
        style.indent = UInt8(clamping: row.depth * 2 + 1)
      case .count, .measure:
        style.horizontal = .right
        // "_ " leaves the width of a space at the right; programs differ in how they indent numbers.
        style.numberFormat = "#,##0_ ;-#,##0_ ;\"–\"_ "
      case .decimal:
        style.horizontal = .right
        style.numberFormat = "#,##0.0_ "
      case .share:
        style.horizontal = .right
        style.numberFormat = "0.0%_ "
      case .day:
        style.horizontal = .center
        style.numberFormat = "yyyy-mm-dd"
      }
      switch row.kind {
      case .detail: break
      case .subtotal:
        style.bold = true
        style.fill = 0xF2F2F2
      case .total:
        style.bold = true
        style.fill = 0xFFF2CC
        if column.kind == .text {
          style.horizontal = .center
          style.indent = 0
        }
      }
    }
  }
}

/// Colours of charts, the same thing in the same colour in every report.
enum ReportColor {
  static let submitted: UInt32 = 0x9DC3E6
  static let inReview: UInt32 = 0x2E75B6
  static let approved: UInt32 = 0x70AD47
  static let returned: UInt32 = 0xED7D31
  static let neutral: UInt32 = 0x5B7FA6
  static let line: UInt32 = 0xC55A11
  static let alarm: UInt32 = 0xC00000
  static let quiet: UInt32 = 0xA5A5A5
}
