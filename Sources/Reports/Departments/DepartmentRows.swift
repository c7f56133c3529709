import Domain

/// Rows of tables that go by bureau.
struct DepartmentRows {
  let tree: DepartmentTree
  /// The cells of a row about these bureaus: `.none` for the ordinal, the name and what is calculated. Sums take from
  /// it only what does not add up (a median).
  let values: (_ nodes: [DepartmentTree.Node]) -> [ReportValue]

  private func cells(_ name: Text, _ nodes: [DepartmentTree.Node]) -> [ReportValue] {
    var cells = values(nodes)
    cells[1] = .label(name)
    return cells
  }

  private func detail(_ node: DepartmentTree.Node, depth: Int) -> ReportTable.Row {
    .detail(node.code, depth: depth, cells(tree.ownName(node), [node]))
  }

  /// A row for each bureau; a province's with a sum for each city above its rows, and the total above all; others with
  /// the total below.
  func all() -> [ReportTable.Row] {
    guard !tree.groups.isEmpty else {
      let details = tree.nodes.map { detail($0, depth: 0) }
      return details + total(details.indices)
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
        .sum(.subtotal, group.head.code + "+", cells(Self.place(group.head), group.members), covers: covers))
      rows += group.members.map { detail($0, depth: 1) }
    }
    let details = rows.indices.filter { rows[$0].kind == .detail }.map { $0 + 1 }
    return [.sum(.total, "total", cells(Self.total, tree.nodes), covers: details)] + rows
  }

  /// A row for each city, and for the province's own work; the total below. nil where there is only one level below
  /// the top.
  func byGroup() -> [ReportTable.Row]? {
    guard !tree.groups.isEmpty else { return nil }
    var rows = [detail(tree.top, depth: 0)]
    for group in tree.groups {
      rows.append(.detail(group.head.code, cells(Self.place(group.head), group.members)))
    }
    return rows + total(rows.indices)
  }

  static let total = Text(zh: "合计", en: "Total")

  private func total(_ details: Range<Int>) -> [ReportTable.Row] {
    [.sum(.total, "total", cells(Self.total, tree.nodes), covers: Array(details))]
  }

  /// 杭州市 for 杭州市财政局.
  private static func place(_ node: DepartmentTree.Node) -> Text {
    let name = node.name.hasSuffix("财政局") ? String(node.name.dropLast(3)) : node.name
    return Text(zh: name, en: name)
  }
}
