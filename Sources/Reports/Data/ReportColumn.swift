public import Domain

/// A column of a table: what it holds, and how it follows from others.
///
/// The calculation is used twice: here, for the figures on the screen, and as a live formula in the workbook, so that
/// both are one.
public struct ReportColumn: Hashable, Sendable {
  /// What the cells hold.
  public enum Kind: Hashable, Sendable {
    /// Numbers 1, 2, 3 of the rows that are no sums.
    case ordinal
    /// Names.
    case text
    /// Codes; text that may look like a number.
    case code
    /// How many: of applications, persons, messages, days at work. Published, it is rounded.
    case count
    /// A whole number that counts nobody and does not add up: a median, a longest, in days; sums have one of their own.
    case measure
    /// A number with one digit after the point that does not add up.
    case decimal
    /// Parts of 1.
    case share
    /// Dates.
    case day
  }

  /// Where the cells come from. Columns are named by their ids.
  public enum Calculation: Hashable, Sendable {
    /// From the query; sums add it up (counts), take the earliest (dates) or have their own (measures, means).
    case given
    /// From the query, and sums have their own.
    case own
    /// The sum of columns of the same row.
    case sum([String])
    /// The sum of columns less the sum of others, in the same row.
    case difference([String], less: [String])
    /// The sum of columns as part of the sum of others, in the same row; in a column of decimals, how many for each.
    case ratio([String], of: [String])
    /// The column as part of its total.
    case shareOfTotal(String)
    /// The column and all rows above as part of its total.
    case runningShare(String)
    /// The column and all rows above, added up.
    case running(String)
    /// From the query, and sums have their own: what the row above has, and the column's change in this row.
    case balance(String)
  }

  /// Stable name, also the key in JSON.
  public let id: String
  /// The heading.
  public let title: Text
  /// A heading over several neighbouring columns; nil is none.
  public let group: Text?
  /// The heading on the screen, which has no room for `group`; nil is `title`.
  public let alone: Text?
  /// What the cells hold.
  public let kind: Kind
  /// Where they come from.
  public let calculation: Calculation
  /// A bar beside the figures.
  public let hasBar: Bool
  /// A figure above zero is bad news and stands in red.
  public let isAlarm: Bool
  /// Days, weeks or months: the rows follow each other in time.
  public let isTime: Bool
  /// On a narrow screen, columns of the highest number are left out first; 0 stays. The workbook has all.
  public let drops: Int
  /// Columns of counts that a measure, decimal or date is of; none means the largest of the row.
  public let base: [String]

  /// A column.
  public init(
    _ id: String, _ title: Text, _ kind: Kind, _ calculation: Calculation = .given, group: Text? = nil,
    alone: Text? = nil, hasBar: Bool = false, isAlarm: Bool = false, isTime: Bool = false, drops: Int = 0,
    base: [String] = []
  ) {
    self.id = id
    self.title = title
    self.group = group
    self.alone = alone
    self.kind = kind
    self.calculation = calculation
    self.hasBar = hasBar
    self.isAlarm = isAlarm
    self.isTime = isTime
    self.drops = drops
    self.base = base
  }
}

extension ApplicationState {
  /// What tables call applications of this state: 已通过 beside 已退回, where a screen says of one that it is 审核通过.
  var standing: Text { self == .approved ? Text(zh: "已通过", en: "approved") : name }
}
