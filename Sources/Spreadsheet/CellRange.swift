/// A cell; row and column count from 0.
public struct CellAddress: Hashable, Sendable {
  /// 0 is row 1.
  public var row: Int
  /// 0 is column A.
  public var column: Int

  /// A cell by row and column, both from 0.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// `B7`.
  public var relative: String { Self.letters(column) + String(row + 1) }
  /// `$B$7`.
  public var absolute: String { "$\(Self.letters(column))$\(row + 1)" }

  /// `A` for 0, `AA` for 26.
  static func letters(_ column: Int) -> String {
    var rest = column
    var text = ""
    repeat {
      text = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(rest % 26))) + text
      rest = rest / 26 - 1
    } while rest >= 0
    return text
  }
}

/// A block of cells of one sheet; rows and columns count from 0.
public struct CellRange: Hashable, Sendable {
  /// The sheet that holds the block.
  public var sheet: SheetName
  /// The rows, both ends included.
  public var rows: ClosedRange<Int>
  /// The columns, both ends included.
  public var columns: ClosedRange<Int>

  /// A block of a sheet.
  public init(sheet: SheetName, rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    self.sheet = sheet
    self.rows = rows
    self.columns = columns
  }

  /// `B7:D9`, for formulas on the same sheet.
  public var relative: String {
    CellAddress(row: rows.lowerBound, column: columns.lowerBound).relative + ":"
      + CellAddress(row: rows.upperBound, column: columns.upperBound).relative
  }

  /// `'汇总'!$B$7:$D$9`.
  public var absolute: String {
    sheet.quoted + "!" + CellAddress(row: rows.lowerBound, column: columns.lowerBound).absolute + ":"
      + CellAddress(row: rows.upperBound, column: columns.upperBound).absolute
  }
}
