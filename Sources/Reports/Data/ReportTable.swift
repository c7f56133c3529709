public import Domain

/// A table of a report, all cells worked out.
public struct ReportTable: Hashable, Sendable {
  /// A row of a table.
  public struct Row: Hashable, Sendable {
    /// What the row is.
    public enum Kind: String, Hashable, Sendable { case detail, subtotal, total }
    /// What the row is.
    public let kind: Kind
    /// What it is about (a department's or reason's code); stable.
    public let key: String
    /// How far it is set in; 0 is not.
    public let depth: Int
    /// One value a column.
    public fileprivate(set) var values: [ReportValue]
    /// The detail rows that a sum adds up, as indices of the table's rows; empty for a detail row.
    public let covers: [Int]

    /// A row with figures of its own; `given` holds one value a column, `.none` where it is calculated.
    public static func detail(_ key: String, depth: Int = 0, _ given: [ReportValue]) -> Row {
      Row(kind: .detail, key: key, depth: depth, values: given, covers: [])
    }

    /// A row that adds up others; `labels` holds its texts, `.none` where it adds.
    public static func sum(
      _ kind: Kind, _ key: String, depth: Int = 0, _ labels: [ReportValue], covers: [Int]
    ) -> Row {
      Row(kind: kind, key: key, depth: depth, values: labels, covers: covers)
    }
  }

  /// Which rows there are.
  public enum Listing: Hashable, Sendable {
    /// The same ones whatever is counted (bureaus, classes), or days from the first to the last.
    case all
    /// Those of which something is counted.
    case occurring
    /// Those of which something is counted, in a column of counts; the highest first.
    case ranked(String)
  }

  /// Stable name.
  public private(set) var id: String
  /// The heading.
  public let title: Text
  /// From left to right.
  public let columns: [ReportColumn]
  /// From top to bottom.
  public private(set) var rows: [Row]
  /// The cells stand by themselves: no formula works them out from others.
  public private(set) var isFixed = false
  /// Which rows there are.
  public let listing: Listing

  /// Works out ordinals, sums, shares and running shares.
  public init(id: String, title: Text, columns: [ReportColumn], rows: [Row], listing: Listing = .all) {
    self.id = id
    self.title = title
    self.columns = columns
    self.listing = listing
    self.rows = Self.completed(rows, columns)
  }

  /// The same table under another name, beside those of other reports.
  func renamed(_ id: String) -> ReportTable {
    var copy = self
    copy.id = id
    return copy
  }

  /// The same table with other cells, which stand by themselves.
  func fixed(_ cells: [[ReportValue]]) -> ReportTable {
    var copy = self
    for row in copy.rows.indices { copy.rows[row].values = cells[row] }
    copy.isFixed = true
    return copy
  }

  /// The same table with these of its rows, numbered anew.
  func arranged(_ places: [Int]) -> ReportTable {
    var copy = self
    let moved = Dictionary(places.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    copy.rows = places.map { place in
      let row = rows[place]
      return Row(
        kind: row.kind, key: row.key, depth: row.depth, values: row.values, covers: row.covers.compactMap { moved[$0] })
    }
    Self.number(&copy.rows, columns)
    return copy
  }

  /// The place of a column; nil when there is none of that id.
  public func index(of column: String) -> Int? { columns.firstIndex { $0.id == column } }

  /// Whether the rows are days, weeks or months.
  public var isTimeline: Bool { columns.contains(where: \.isTime) }

  /// The row that adds up all; nil when there is none.
  public var total: Row? { rows.first { $0.kind == .total } }

  /// The value of a column in a row.
  public func value(_ column: String, in row: Row) -> ReportValue {
    index(of: column).map { row.values[$0] } ?? .none
  }

  /// The value of a column in the row about `key`.
  public func value(_ column: String, of key: String) -> ReportValue {
    rows.first { $0.key == key }.map { value(column, in: $0) } ?? .none
  }

  private static func number(_ rows: inout [Row], _ columns: [ReportColumn]) {
    var ordinal = 0
    for row in rows.indices where rows[row].kind == .detail {
      ordinal += 1
      for (place, column) in columns.enumerated() where column.kind == .ordinal {
        rows[row].values[place] = .count(ordinal)
      }
    }
  }

  private static func completed(_ given: [Row], _ columns: [ReportColumn]) -> [Row] {
    var rows = given
    let places = Dictionary(columns.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    number(&rows, columns)
    for row in rows.indices where rows[row].kind != .detail {
      for (place, column) in columns.enumerated() where column.calculation == .given {
        let parts = rows[row].covers.map { rows[$0].values[place] }
        switch column.kind {
        case .count: rows[row].values[place] = .count(parts.reduce(0) { $0 + ($1.count ?? 0) })
        case .day: rows[row].values[place] = parts.compactMap(\.day).min().map(ReportValue.day) ?? .none
        case .ordinal, .text, .code, .share, .measure, .decimal: break
        }
      }
    }
    func count(_ ids: [String], in row: Row) -> Int {
      ids.reduce(0) { $0 + (places[$1].flatMap { row.values[$0].count } ?? 0) }
    }
    func share(_ part: Int, of whole: Int) -> ReportValue {
      whole == 0 ? .none : .share(Double(part) / Double(whole))
    }
    // Sums of columns first, because shares may refer to them.
    for (place, column) in columns.enumerated() {
      var running = 0
      switch column.calculation {
      case .sum(let ids):
        for row in rows.indices { rows[row].values[place] = .count(count(ids, in: rows[row])) }
      case .difference(let ids, let others):
        for row in rows.indices {
          rows[row].values[place] = .count(count(ids, in: rows[row]) - count(others, in: rows[row]))
        }
      case .running(let id):
        for row in rows.indices where rows[row].kind == .detail {
          running += count([id], in: rows[row])
          rows[row].values[place] = .count(running)
        }
      case .given, .own, .balance, .ratio, .shareOfTotal, .runningShare: break
      }
    }
    let total = rows.first { $0.kind == .total }
    for (place, column) in columns.enumerated() {
      var running = 0
      for row in rows.indices {
        switch column.calculation {
        case .given, .own, .balance, .sum, .difference, .running: break
        case .ratio(let part, let whole):
          let value = share(count(part, in: rows[row]), of: count(whole, in: rows[row]))
          rows[row].values[place] = column.kind == .decimal ? value.share.map(ReportValue.number) ?? .none : value
        case .shareOfTotal(let id):
          rows[row].values[place] = share(count([id], in: rows[row]), of: total.map { count([id], in: $0) } ?? 0)
        case .runningShare(let id):
          guard rows[row].kind == .detail else { continue }
          running += count([id], in: rows[row])
          rows[row].values[place] = share(running, of: total.map { count([id], in: $0) } ?? 0)
        }
      }
    }
    return rows
  }
}
