/// How a cell looks. A value: equal styles become one format of the workbook.
public struct CellStyle: Hashable, Sendable {
  /// Fonts by their names in Chinese Windows and WPS; programs without them fall back to their own Chinese font.
  public enum Font: String, Hashable, Sendable, CaseIterable {
    /// Text and figures.
    case song = "宋体"
    /// Titles and headings.
    case hei = "黑体"
    /// Figures, and English. Also the font that column widths are measured in, because programs that lack it have one of
    /// the same widths.
    case arial = "Arial"
  }

  /// Where the text stands between left and right.
  public enum Horizontal: Hashable, Sendable { case automatic, left, center, right }
  /// Where the text stands between top and bottom.
  public enum Vertical: Hashable, Sendable { case top, center, bottom }
  /// Lines around the cell.
  public enum Border: Hashable, Sendable { case none, thin, bottomThin, bottomMedium, topMedium }

  /// The typeface.
  public var font: Font = .song
  /// Points.
  public var size: Double = 11
  /// Bold.
  public var bold = false
  /// Italic.
  public var italic = false
  /// Underlined.
  public var underline = false
  /// 0xRRGGBB; nil is black.
  public var color: UInt32?
  /// Background 0xRRGGBB; nil is none.
  public var fill: UInt32?
  /// Alignment across.
  public var horizontal: Horizontal = .automatic
  /// Alignment down.
  public var vertical: Vertical = .center
  /// Breaks long texts into lines.
  public var wrap = false
  /// Steps to the right, 0…15.
  public var indent: UInt8 = 0
  /// Lines.
  public var border: Border = .none
  /// Excel's format code (`#,##0`, `0.0%`, `yyyy-mm-dd`); nil is General. Shorter than 128 bytes, or it is ignored.
  public var numberFormat: String?

  /// Black 宋体 of 11 points without lines.
  public init() {}

  /// The style with some properties changed.
  public func with(_ change: (inout CellStyle) -> Void) -> CellStyle {
    var copy = self
    change(&copy)
    return copy
  }
}

/// A look that depends on the value.
public enum ConditionalFormat: Hashable, Sendable {
  /// A bar in the cell as long as its share of the largest; 0xRRGGBB.
  case dataBar(color: UInt32)
  /// Text in this colour and bold where the number is above the limit.
  case above(Double, color: UInt32)
}
