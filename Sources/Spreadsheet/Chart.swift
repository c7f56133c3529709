/// A native chart of the workbook over cells of its sheets.
public struct Chart: Hashable, Sendable {
  /// The kinds that reports use.
  public enum Kind: Hashable, Sendable {
    /// Columns beside each other.
    case column
    /// Columns on top of each other.
    case stackedColumn
    /// Bars to the right.
    case bar
    /// Bars to the right on end of each other.
    case stackedBar
    /// Lines with markers.
    case line
    /// Columns, and the last series as a line of shares on a second axis.
    case pareto
    /// A ring; one series.
    case doughnut
  }

  /// One row of values.
  public struct Series: Hashable, Sendable {
    /// What the legend calls it.
    public var name: String
    /// Cells with the labels.
    public var categories: CellRange
    /// Cells with the numbers.
    public var values: CellRange
    /// The numbers themselves, where the cells are formulas; empty lets the library read the cells.
    public var cached: [Double]
    /// 0xRRGGBB.
    public var color: UInt32
    /// 0xRRGGBB of each point, for a doughnut; empty leaves the program's own.
    public var pointColors: [UInt32]
    /// Writes the values at the points; a doughnut's shares.
    public var labelled: Bool
    /// Writes nothing at a point of 0.
    public var hidesZero: Bool

    /// One row of values.
    public init(
      name: String, categories: CellRange, values: CellRange, cached: [Double] = [], color: UInt32,
      pointColors: [UInt32] = [], labelled: Bool = false, hidesZero: Bool = false
    ) {
      self.name = name
      self.categories = categories
      self.values = values
      self.cached = cached
      self.color = color
      self.pointColors = pointColors
      self.labelled = labelled
      self.hidesZero = hidesZero
    }
  }

  /// The kind.
  public var kind: Kind
  /// The title above.
  public var title: String
  /// Under the categories; empty is none.
  public var categoryTitle: String
  /// Beside the values; empty is none.
  public var valueTitle: String
  /// In drawing order.
  public var series: [Series]
  /// Every how manieth category has its label; 1 is each.
  public var labelStep: Int
  /// Labels stand upright below their columns, to be read from below.
  public var labelsUpright: Bool
  /// The values are parts of 1: the axis ends there, and its numbers are percentages.
  public var isOfShares = false
  /// Pixels.
  public var width: Int
  /// Pixels.
  public var height: Int
  /// What a screen reader says.
  public var description: String

  /// A chart of `width` × `height` pixels.
  public init(
    kind: Kind, title: String, categoryTitle: String = "", valueTitle: String = "", series: [Series],
    labelStep: Int = 1,
    labelsUpright: Bool = false, width: Int = 960, height: Int = 360, description: String = ""
  ) {
    self.kind = kind
    self.title = title
    self.categoryTitle = categoryTitle
    self.valueTitle = valueTitle
    self.series = series
    self.labelStep = labelStep
    self.labelsUpright = labelsUpright
    self.width = width
    self.height = height
    self.description = description
  }
}
