public import Domain
public import Spreadsheet

/// A picture of a table of the same report.
public struct ReportChart: Hashable, Sendable {
  /// Which cells are drawn.
  public enum Cells: Hashable, Sendable {
    /// A point for each detail row, up to `limit`; a series for each column. Rows must be neighbours.
    case details(limit: Int)
    /// One series: a point for each column, from the total row.
    case total
  }

  /// A column that is drawn.
  public struct Series: Hashable, Sendable {
    /// The column's id.
    public let column: String
    /// 0xRRGGBB.
    public let color: UInt32

    /// A column that is drawn in a colour.
    public init(_ column: String, _ color: UInt32) {
      self.column = column
      self.color = color
    }
  }

  /// How it is drawn.
  public private(set) var kind: Chart.Kind
  /// Above it.
  public let title: Text
  /// The table's id.
  public private(set) var table: String
  /// The column with the labels.
  public let labels: String
  /// The columns, in drawing order.
  public let series: [Series]
  /// Which cells.
  public private(set) var cells: Cells
  /// What the value axis counts.
  public let unit: Text
  /// Writes the values at the points.
  public let isLabelled: Bool

  /// A picture of a table.
  public init(
    _ kind: Chart.Kind, _ title: Text, table: String, labels: String, series: [Series], cells: Cells, unit: Text,
    isLabelled: Bool = false
  ) {
    self.kind = kind
    self.title = title
    self.table = table
    self.labels = labels
    self.series = series
    self.cells = cells
    self.unit = unit
    self.isLabelled = isLabelled
  }

  /// The same picture drawn otherwise.
  func with(_ kind: Chart.Kind, _ cells: Cells) -> ReportChart {
    var copy = self
    copy.kind = kind
    copy.cells = cells
    return copy
  }

  /// The same picture of a table that has another name now.
  func of(_ table: String) -> ReportChart {
    var copy = self
    copy.table = table
    return copy
  }
}
