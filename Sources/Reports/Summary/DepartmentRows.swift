import Domain

/// Rows of tables that go by bureau.
struct DepartmentRows {
  let tree: DepartmentTree
  /// How many columns the table has, and what the bureau's own columns hold.
  let values: (_ node: DepartmentTree.Node) -> [ReportValue]

  private func labels(_ name: Text, like row: [ReportValue]) -> [ReportValue] {
    var labels = [ReportValue](repeating: .none, count: row.count)
    labels[1] = .label(name)
    return labels
  }

  private func detail(_ node: DepartmentTree.Node, depth: Int) -> ReportTable.Row {
    var row = values(node)
    row[1] = .label(tree.ownName(node))
    return .detail(node.code, depth: depth, row)
  }

  /// A row for each bureau; a province's with a sum for each city above its rows, and the total above all; others with
  /// the total below.
  func all() -> [ReportTable.Row] {
    let template = values(tree.top)
    guard !tree.groups.isEmpty else {
      let details = tree.nodes.map { detail($0, depth: 0) }
      return details + total(template, details.indices)
    }
    var rows: [ReportTable.Row] = [detail(tree.top, depth: 0)]
    for group in tree.groups {
      guard group.members.count > 1 else {
        rows.append(detail(group.head, depth: 0))
        continue
      }
      // One more for this row, one for the total that goes above all.
      let first = rows.count + 2
      let covers = Array(first..<first + group.members.count)
      rows.append(
        .sum(.subtotal, group.head.code + "+", labels(Self.place(group.head), like: template), covers: covers))
      rows += group.members.map { detail($0, depth: 1) }
    }
    let details = rows.indices.filter { rows[$0].kind == .detail }.map { $0 + 1 }
    let name = Text(zh: "合计", en: "Total")
    return [.sum(.total, "total", labels(name, like: template), covers: details)] + rows
  }

  /// A row for each city, and for the province's own work; the total below. `sum` adds up two bureaus' rows.
  func byGroup(adding sum: ([ReportValue], [ReportValue]) -> [ReportValue]) -> [ReportTable.Row] {
    let template = values(tree.top)
    var rows = [detail(tree.top, depth: 0)]
    for group in tree.groups {
      var row = group.members.dropFirst().reduce(values(group.head)) { sum($0, values($1)) }
      row[1] = .label(Self.place(group.head))
      rows.append(.detail(group.head.code, row))
    }
    return rows + total(template, rows.indices)
  }

  private func total(_ template: [ReportValue], _ details: Range<Int>) -> [ReportTable.Row] {
    [.sum(.total, "total", labels(Text(zh: "合计", en: "Total"), like: template), covers: Array(details))]
  }

  /// 杭州市 for 杭州市财政局.
  private static func place(_ node: DepartmentTree.Node) -> Text {
    let name = node.name.hasSuffix("财政局") ? String(node.name.dropLast(3)) : node.name
    return Text(zh: name, en: name)
  }
}
