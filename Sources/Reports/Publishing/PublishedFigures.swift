/// The counts of all tables of a report, and how they add up: within a table by its sums, and between tables where several
/// show the same count (`ReportColumn.Ties`).
struct PublishedFigures {
  /// What tells that two cells count the same. A sum of a city is the city's row elsewhere. Two cells that happen to have
  /// all this in common are taken for one, which hides no less.
  private struct Name: Hashable {
    let figure: String
    let key: String
    let value: Int
  }

  private let tables: [ReportTable]
  private var values: [Int] = []
  private var names: [Name: Int] = [:]
  /// Figures that turned out to be others.
  private var aliases: [Int] = []
  /// By table, row and column; nil for what is no count.
  private var cells: [[[Int?]]] = []
  private var named: [String: [String: Set<Int>]] = [:]
  private var equations: [[Suppression.Term]] = []

  init(_ tables: [ReportTable]) {
    self.tables = tables
    for table in tables {
      cells.append(table.rows.map { row in table.columns.indices.map { add(row, table.columns[$0], row.values[$0]) } })
    }
    for (table, cells) in zip(tables, cells) {
      addSums(table, cells)
      addCalculations(table, cells)
      addTies(table, cells)
    }
  }

  /// Whether the count in each cell is hidden, by table, row and column; false for what is no count.
  func hidden(below limit: Int) -> [[[Bool]]] {
    let equations = equations.map { $0.map { Suppression.Term(figure: root($0.figure), factor: $0.factor) } }
    let isHidden = Suppression(values, equations, below: limit).isHidden
    return cells.map { $0.map { $0.map { figure in figure.map { isHidden[root($0)] } ?? false } } }
  }

  // MARK: Counts

  private mutating func add(_ row: ReportTable.Row, _ column: ReportColumn, _ value: ReportValue) -> Int? {
    guard column.isFigure, let count = value.count else { return nil }
    let key = Self.bare(row.key)
    let figure = column.ties.figure ?? column.id
    var own = [Name(figure: figure, key: key, value: count)]
    if let across = column.ties.across, row.kind == .detail {
      own.append(Name(figure: across + row.key, key: "total", value: count))
    }
    let known = own.compactMap { names[$0] }
    let place = known.first.map(root) ?? values.count
    if place == values.count {
      values.append(count)
      aliases.append(place)
    }
    for other in known { aliases[root(other)] = place }
    for name in own {
      names[name] = place
      named[name.figure, default: [:]][name.key, default: []].insert(place)
    }
    return place
  }

  private func root(_ figure: Int) -> Int {
    var figure = figure
    while aliases[figure] != figure { figure = aliases[figure] }
    return figure
  }

  private static func bare(_ key: String) -> String { key.hasSuffix("+") ? String(key.dropLast()) : key }

  // MARK: Sums

  private mutating func addEquation(_ sum: Int?, of parts: [Int?], less others: [Int?] = []) {
    guard let sum else { return }
    equations.append(
      [Suppression.Term(figure: sum, factor: -1)] + parts.compactMap { $0.map { .init(figure: $0, factor: 1) } }
        + others.compactMap { $0.map { .init(figure: $0, factor: -1) } })
  }

  private mutating func addSums(_ table: ReportTable, _ cells: [[Int?]]) {
    for (index, row) in table.rows.enumerated() where row.kind != .detail {
      for (place, column) in table.columns.enumerated() where column.isFigure && column.calculation == .given {
        addEquation(cells[index][place], of: row.covers.map { cells[$0][place] })
      }
    }
  }

  private mutating func addCalculations(_ table: ReportTable, _ cells: [[Int?]]) {
    let details = table.rows.indices.filter { table.rows[$0].kind == .detail }
    for (place, column) in table.columns.enumerated() {
      switch column.calculation {
      case .sum(let ids):
        let parts = ids.compactMap(table.index(of:))
        for row in cells { addEquation(row[place], of: parts.map { row[$0] }) }
      case .difference(let ids, let others):
        let (parts, less) = (ids.compactMap(table.index(of:)), others.compactMap(table.index(of:)))
        for row in cells { addEquation(row[place], of: parts.map { row[$0] }, less: less.map { row[$0] }) }
      case .balance(let change):
        guard let change = table.index(of: change) else { continue }
        for (above, row) in zip(details, details.dropFirst()) {
          addEquation(cells[row][place], of: [cells[above][place], cells[row][change]])
        }
        if let total = table.rows.firstIndex(where: { $0.kind == .total }), let last = details.last {
          addEquation(cells[total][place], of: [cells[last][place]])
        }
      case .given, .own, .ratio, .shareOfTotal, .runningShare, .running: break
      }
    }
  }

  /// What a cell is the sum of in other tables. A figure that no table has is 0.
  private mutating func addTies(_ table: ReportTable, _ cells: [[Int?]]) {
    for (place, column) in table.columns.enumerated() where column.ties.adds.contains(where: { named[$0] != nil }) {
      for (index, row) in table.rows.enumerated() {
        // Of a city there are two: all of it, and its own bureau.
        var choices: [[Int]] = [[]]
        for figure in column.ties.adds {
          guard let candidates = named[figure]?[Self.bare(row.key)]?.sorted() else { continue }
          choices = choices.flatMap { choice in candidates.map { choice + [$0] } }
        }
        for choice in choices where !choice.isEmpty { addEquation(cells[index][place], of: choice) }
      }
    }
  }
}

extension ReportColumn {
  /// Whether its cells are counts that stand by themselves or are sums of such.
  var isFigure: Bool {
    switch calculation {
    case .given, .sum, .difference: kind == .count
    case .balance: true
    case .own, .ratio, .shareOfTotal, .runningShare, .running: false
    }
  }
}
