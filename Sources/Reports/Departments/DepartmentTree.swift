import Domain
import DomainSQL
import PostgreSQL

/// The bureaus of a report in the order of their tree: each before those below it, siblings by level and code.
struct DepartmentTree: Sendable {
  struct Node: Sendable {
    let code: String
    let name: String
    let fullName: String
    let level: Department.Level
    let parent: String?
    /// 0 for the bureau at the top.
    var depth = 0
  }

  /// In tree order; the first is the top.
  let nodes: [Node]

  var codes: [String] { nodes.map(\.code) }
  var top: Node { nodes[0] }

  static let statement = """
    SELECT d.code, d.name, d.full_name, d.level, d.parent_code
    FROM review.department d, (SELECT review.my_departments()::text[] AS codes) mine
    WHERE d.code = ANY (mine.codes) AND ($1::text IS NULL OR ($1 = ANY (d.ancestors) AND $1 = ANY (mine.codes)))
      AND ($2::text IS NULL OR d.province = $2)
    """

  /// The bureaus that the caller may see, at and below `department`, of `province`.
  init(_ transaction: borrowing Transaction, department: String?, province: String?) throws {
    let rows = try transaction.query(Self.statement, [department, province], name: "report departments")
    let found = try rows.map { row in
      Node(
        code: try row.decode("code"), name: try row.decode("name"), fullName: try row.decode("full_name"),
        level: try row.decode("level"), parent: try row.decode("parent_code"))
    }
    if found.isEmpty {
      if let province { throw ReportFailure.unknownProvince(province) }
      if let department { throw ReportFailure.unknownDepartment(department) }
      throw ReportFailure.noDepartments
    }
    nodes = Self.ordered(found)
  }

  static let provinceStatement =
    "SELECT DISTINCT province FROM review.department WHERE code = ANY ($1) ORDER BY province"

  /// The provinces of these bureaus, as profiles name them.
  func provinces(_ transaction: borrowing Transaction) throws -> [String] {
    try transaction.query(Self.provinceStatement, [codes], name: "report provinces").map { try $0.decode("province") }
  }

  init(_ nodes: [Node]) { self.nodes = Self.ordered(nodes) }

  private static func ordered(_ nodes: [Node]) -> [Node] {
    let known = Set(nodes.map(\.code))
    let levels = Dictionary(uniqueKeysWithValues: Department.Level.allCases.enumerated().map { ($1, $0) })
    let sorted = nodes.sorted { (levels[$0.level] ?? 0, $0.code) < (levels[$1.level] ?? 0, $1.code) }
    let below = Dictionary(grouping: sorted) { node in node.parent.flatMap { known.contains($0) ? $0 : nil } ?? "" }
    var result: [Node] = []
    func visit(_ node: Node, depth: Int) {
      var placed = node
      placed.depth = depth
      result.append(placed)
      for child in below[node.code] ?? [] { visit(child, depth: depth + 1) }
    }
    for root in below[""] ?? [] { visit(root, depth: 0) }
    return result
  }

  /// A bureau directly below the top that has bureaus below itself (a city of a province), with its own work.
  struct Group: Sendable {
    let head: Node
    let members: [Node]
  }

  /// The cities of a province; empty where there is only one level below the top.
  var groups: [Group] {
    let direct = nodes.filter { $0.depth == 1 }
    let groups = direct.map { head in
      let start = nodes.firstIndex { $0.code == head.code } ?? 0
      let members = nodes[start...].dropFirst().prefix { $0.depth > 1 }
      return Group(head: head, members: [head] + members)
    }
    return groups.contains { $0.members.count > 1 } ? groups : []
  }

  /// What a bureau's own work is called where the figures of those below stand beside it: 省本级, 市本级.
  func ownName(_ node: Node) -> Text {
    let hasBelow = nodes.contains { $0.parent == node.code }
    switch node.level {
    case .province where hasBelow: return Text(zh: "省本级", en: "\(node.name) (own)")
    case .city where hasBelow: return Text(zh: "市本级", en: "\(node.name) (own)")
    default: return Text(zh: node.name, en: node.name)
    }
  }
}
