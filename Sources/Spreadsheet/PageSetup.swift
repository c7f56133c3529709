public import Domain

/// How a sheet is printed, on A4.
public struct PageSetup: Hashable, Sendable {
  /// Across or upright.
  public enum Orientation: Hashable, Sendable { case portrait, landscape }

  /// A piece of a header or footer.
  public enum Piece: Hashable, Sendable {
    /// Fixed text.
    case text(String)
    /// The number of the page.
    case page
    /// How many pages there are.
    case pages
    /// The name of the sheet.
    case sheet

    /// Which page of how many.
    public static func numbers(_ language: Language) -> [Piece] {
      language == .zh ? [.text("第 "), .page, .text(" 页，共 "), .pages, .text(" 页")] : [.page, .text(" / "), .pages]
    }
  }

  /// A header or footer in three parts.
  public struct Band: Hashable, Sendable {
    /// At the left margin.
    public var left: [Piece]
    /// In the middle.
    public var center: [Piece]
    /// At the right margin.
    public var right: [Piece]
    /// A band of three parts.
    public init(left: [Piece] = [], center: [Piece] = [], right: [Piece] = []) {
      self.left = left
      self.center = center
      self.right = right
    }

    /// In the codes of ECMA-376 part 1, 18.3.1.46; `&` of a text is doubled, and a digit after a font size gets a space.
    func code(font: CellStyle.Font, size: Int) throws(WorkbookFailure) -> String {
      var result = ""
      for (mark, pieces) in [("&L", left), ("&C", center), ("&R", right)] where !pieces.isEmpty {
        result += "\(mark)&\"\(font.rawValue),Regular\"&\(size)"
        for (index, piece) in pieces.enumerated() {
          switch piece {
          case .text(let text):
            let plain = CellText.plain(text, limit: 200).replacing("\n", with: " ").replacing("&", with: "&&")
            result += index == 0 && plain.first?.isNumber == true ? " " + plain : plain
          case .page: result += "&P"
          case .pages: result += "&N"
          case .sheet: result += "&A"
          }
        }
      }
      guard result.utf16.count <= 255 else { throw .pageTextTooLong(length: result.utf16.count) }
      return result
    }
  }

  /// How a sheet is brought to the pages' size.
  public enum Fit: Hashable, Sendable {
    /// Shrunk to one page's width; as many pages down as it takes.
    case width
    /// Shrunk to one page.
    case page
    /// Shrunk to this many hundredths (10…400), over as many pages as it takes: those beside each other first.
    case scale(Int)
  }

  /// Margins in inches.
  public struct Margins: Hashable, Sendable {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double
  }

  /// Across or upright.
  public var orientation: Orientation = .landscape
  /// How the sheet is brought to the pages' size.
  public var fit = Fit.width
  /// Rows that every page repeats; count from 0.
  public var repeatedRows: ClosedRange<Int>?
  /// Columns that every page repeats; count from 0.
  public var repeatedColumns: ClosedRange<Int>?
  /// Above the page.
  public var header = Band()
  /// Below the page.
  public var footer = Band()
  /// The table in the middle between left and right.
  public var centered = true
  /// Margins in inches.
  public var margins = Margins(left: 0.5, right: 0.5, top: 0.5, bottom: 0.65)

  /// A4 across, one page wide.
  public init() {}
}
