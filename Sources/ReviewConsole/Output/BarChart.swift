import Domain

/// Amounts beside each other, as bars.
struct BarChart: Sendable {
  struct Bar: Sendable {
    let label: String
    let amount: Double
    /// The amount as shown; nil for a whole number.
    let shown: String?
    let mark: Mark?

    init(_ label: String, _ amount: Double, shown: String? = nil, mark: Mark? = nil) {
      self.label = label
      self.amount = amount
      self.shown = shown
      self.mark = mark
    }
  }

  var title: Text?
  var bars: [Bar]

  /// The chart as a table with a bar in each row.
  var table: Table {
    let longest = bars.map(\.amount).max() ?? 0
    return Table(
      title: title,
      columns: [
        .init("label", Text(zh: "项目", en: "ITEM"), yields: 1, minimum: 8),
        .init("amount", Text(zh: "数量", en: "AMOUNT"), alignment: .right),
        .init("bar", Text(zh: "", en: ""), audience: .people, yields: 2, minimum: 6),
      ],
      rows: bars.map { bar in
        [
          .text(bar.label),
          Cell(
            bar.shown.map(Cell.Value.text) ?? .number(bar.amount, digits: 0),
            machine: bar.amount == bar.amount.rounded() && abs(bar.amount) < 1e15
              ? .integer(Int(bar.amount)) : .number(bar.amount)),
          Cell(.bar(longest > 0 ? bar.amount / longest : 0), mark: bar.mark),
        ]
      })
  }
}
